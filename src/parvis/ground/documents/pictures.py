"""Pictures made fit for paper: readable, not larger than print needs, in a format every writer takes."""

import base64
import io

from PIL import Image as Raster
from PIL import UnidentifiedImageError

from parvis.ground.core.errors import Refused

from .tree import Image

# 16 cm of text at 300 dots an inch.
PRINT_PIXELS = 1900
KEPT = {"PNG": "png", "JPEG": "jpeg"}


def fit_for_print(image):
    """The picture as PNG or JPEG, at most `PRINT_PIXELS` wide or high; `Refused` when nothing can read it."""
    if image.kind == "svg":
        return _drawn(image)
    raster = _opened(image)
    if raster.format in KEPT and max(raster.size) <= PRINT_PIXELS:
        return Image(image.data, KEPT[raster.format])
    kind = KEPT.get(raster.format, "png")
    raster = raster.convert("RGB" if kind == "jpeg" else "RGBA")
    raster.thumbnail((PRINT_PIXELS, PRINT_PIXELS))
    out = io.BytesIO()
    raster.save(out, kind.upper())
    return Image(out.getvalue(), kind)


def square(image):
    """The picture cut to a square around its middle, nearer its top: that is where faces are."""
    raster = _opened(image)
    side = min(raster.size)
    left, top = (raster.width - side) // 2, (raster.height - side) // 4
    if raster.format not in KEPT:
        raster = raster.convert("RGBA")
    out, kind = io.BytesIO(), KEPT.get(raster.format, "png")
    raster.crop((left, top, left + side, top + side)).save(out, kind.upper())
    return Image(out.getvalue(), kind)


def size_of(image):
    """Width and height in pixels."""
    return _opened(image).size


def as_svg(image):
    """An SVG that carries the picture untouched: Typst's virtual files are text."""
    if image.kind == "svg":
        return image.data
    image = fit_for_print(image)
    width, height = size_of(image)
    encoded = base64.b64encode(image.data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" '
        f'xlink:href="data:image/{image.kind};base64,{encoded}"/></svg>'
    ).encode()


def _drawn(image):
    from .writers.pdf import draw

    return Image(draw(image.data), "png")


def _opened(image):
    try:
        raster = Raster.open(io.BytesIO(image.data))
        raster.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Raster.DecompressionBombError):
        raise Refused("Une image du document ne peut pas être lue : remplacez-la par un fichier PNG ou JPEG.") from None
    return raster
