"""The two colours of an authority, made legible: contrast as WCAG 2.1 computes it (1.4.3, 1.4.11).

A town chooses its colours for a logo, not for text. Here each is darkened, or lightened at night, until it can be
read, and the result is a small style sheet that redefines the tokens of `core/css/tokens.css`.
"""

import colorsys
import hashlib
import re
from functools import lru_cache

PRIMARY, ACCENT = "#1f5560", "#c8793a"
TEXT, BOLD_TEXT, SHAPE = 4.5, 7.0, 3.0
LIGHT = {"paper": "#f7f5f0", "sheet": "#ffffff", "well": "#efece4"}
DARK = {"paper": "#14161b", "sheet": "#1d2027", "well": "#272b34"}

# What is late is red; under a red brand, where every link would look late, it is plum.
_LATE_HUE, _NEAR = 2 / 360, 35 / 360
_PLUM = {"late": "#7a1f74", "late-wash": "#f4e4f3"}
_PLUM_MORE = {"late": "#5a1155", "late-wash": "#f4e4f3"}
_PLUM_NIGHT = {"late": "#eaa2e4", "late-wash": "#3a2139"}
_PLUM_NIGHT_MORE = {"late": "#f6c9f2", "late-wash": "#3a2139"}

# When the person imposes their colours, the town's give way.
_FORCED = {
    "brand": "CanvasText",
    "brand-ink": "LinkText",
    "on-brand": "Canvas",
    "brand-wash": "Canvas",
    "accent": "CanvasText",
    "accent-ink": "CanvasText",
    "late": "CanvasText",
    "late-wash": "Canvas",
}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def parse(colour):
    """(red, green, blue), each 0 to 255, of « #1f5560 » or « #abc »; ValueError otherwise."""
    if not _HEX.fullmatch(colour or ""):
        raise ValueError("Une couleur s’écrit # suivi de six chiffres hexadécimaux, par exemple #1f5560.")
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def to_hex(rgb):
    return "#" + "".join(f"{round(v):02x}" for v in rgb)


def mix(colour, other, share):
    """`share` (0 to 1) of `other` poured into `colour`."""
    return to_hex(a + (b - a) * share for a, b in zip(parse(colour), parse(other), strict=True))


def luminance(colour):
    """Relative luminance (WCAG 2.1), 0 for black to 1 for white."""
    red, green, blue = (_linear(v / 255) for v in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio (WCAG 2.1), from 1 to 21, whatever the order."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def darken_until(colour, ratio, *backgrounds):
    """The colour, darkened just enough to reach `ratio` on every background."""
    return _towards("#000000", colour, ratio, backgrounds)


def lighten_until(colour, ratio, *backgrounds):
    """The colour, lightened just enough to reach `ratio` on every background."""
    return _towards("#ffffff", colour, ratio, backgrounds)


def theme_hash(primary, accent):
    """Short fingerprint of the style sheet: it changes with the colours and with the rules above."""
    return hashlib.sha256(theme_css(primary, accent).encode()).hexdigest()[:12]


@lru_cache(maxsize=256)
def theme_path(primary, accent):
    """Address of the style sheet; its content never changes, so that it may be cached for ever."""
    return f"/theme-{theme_hash(primary, accent)}.css"


@lru_cache(maxsize=256)
def theme_css(primary, accent):
    """The tokens that depend on the authority, for day, night and those who ask for more contrast."""
    primary, accent = primary or PRIMARY, accent or ACCENT
    return "\n".join(
        [
            _rule(_day(primary, accent, TEXT) | _late(primary, _PLUM)),
            "@media (prefers-contrast: more) "
            f"{{ {_rule(_day(primary, accent, BOLD_TEXT) | _late(primary, _PLUM_MORE))} }}",
            "@media (prefers-color-scheme: dark) "
            f"{{ {_rule(_night(primary, accent, TEXT) | _late(primary, _PLUM_NIGHT))} }}",
            "@media (prefers-color-scheme: dark) and (prefers-contrast: more) "
            f"{{ {_rule(_night(primary, accent, BOLD_TEXT) | _late(primary, _PLUM_NIGHT_MORE))} }}",
            f"@media (forced-colors: active) {{ {_rule(_FORCED)} }}",
            "",
        ]
    )


def _day(primary, accent, ratio):
    wash = mix(LIGHT["paper"], primary, 0.09)
    return {
        "brand": to_hex(parse(primary)),
        "brand-ink": darken_until(primary, ratio, LIGHT["paper"], LIGHT["well"], wash),
        "on-brand": "#ffffff",
        "brand-wash": wash,
        "accent": to_hex(parse(accent)),
        "accent-ink": darken_until(accent, SHAPE, LIGHT["paper"], LIGHT["well"]),
    }


def _night(primary, accent, ratio):
    wash = mix(DARK["sheet"], primary, 0.22)
    return {
        "brand": to_hex(parse(primary)),
        "brand-ink": lighten_until(primary, ratio, DARK["sheet"], DARK["well"], wash),
        "on-brand": DARK["paper"],
        "brand-wash": wash,
        "accent": to_hex(parse(accent)),
        "accent-ink": lighten_until(accent, SHAPE, DARK["sheet"], DARK["well"]),
    }


def _late(primary, plum):
    """What tells lateness from the brand: nothing to change unless the brand is itself a red."""
    return plum if looks_late(primary) else {}


def looks_late(colour):
    """Whether a colour would be taken for the red of what is late."""
    hue, _, saturation = colorsys.rgb_to_hls(*(v / 255 for v in parse(colour)))
    away = abs(hue - _LATE_HUE)
    return saturation > 0.25 and min(away, 1 - away) < _NEAR


def _rule(tokens):
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in tokens.items()) + " }"


def _towards(end, colour, ratio, backgrounds):
    for percent in range(101):
        candidate = mix(colour, end, percent / 100)
        if all(contrast(candidate, background) >= ratio for background in backgrounds):
            return candidate
    return end


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
