"""How a page stands on a narrow screen, with large text, in imposed colours and on paper, as the browser draws it."""

# Words that their box hides, and controls that stick out of the window. A text that ends in « … » says so itself, and
# what scrolls in its own frame can be reached.
CUT = """() => {
    const wide = document.documentElement.clientWidth, found = []
    if (document.documentElement.scrollWidth > wide) found.push(`${document.documentElement.scrollWidth} > ${wide}`)
    for (const element of document.querySelectorAll("body *")) {
        // The field under the editor is there for those who have no script.
        if (element.clientWidth < 2 || element.closest("svg, select, .sr-only, .rich-on textarea")) continue
        if (!element.textContent.trim()) continue
        const style = getComputedStyle(element), hides = /hidden|clip/.test(style.overflowX + style.overflowY)
        if (!hides || style.textOverflow === "ellipsis" || !element.checkVisibility()) continue
        if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
            found.push(element.outerHTML.slice(0, 160))
    }
    return found
}"""
# What one may press; the grid of a month gives way to its list on a narrow screen, which says the month alone.
PRESSED = """() => [...document.querySelectorAll("main a[href], main button")]
    .filter((stop) => stop.checkVisibility() && !stop.closest(".month"))
    .map((stop) => stop.outerHTML.slice(0, 160))"""
LARGER = "size => document.documentElement.style.fontSize = size"
# Every stop of the keyboard in turn: the ring that shows it, as imposed colours leave it (no shadow), in the window.
STOPS = """() => {
    const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], "
        + "[contenteditable=true]"
    const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    const found = []
    let met = 0
    for (const stop of document.querySelectorAll(stops)) {
        if (stop.disabled || stop.tabIndex < 0 || !stop.checkVisibility({ visibilityProperty: true })) continue
        stop.focus()
        if (document.activeElement !== stop) continue
        met += 1
        const frames = [stop, stop.parentElement, stop.parentElement.parentElement]
        const drawn = [...frames.map((frame) => getComputedStyle(frame)), getComputedStyle(stop, "::after")]
        const box = stop.getBoundingClientRect(), name = stop.outerHTML.slice(0, 160)
        if (!drawn.some(ringed)) found.push(`no ring: ${name}`)
        if (box.left < -1 || box.right > innerWidth + 1 || !box.width) found.push(`out of the window: ${name}`)
    }
    return met ? found : ["nothing takes the focus"]
}"""
# On paper: navigation, tools and buttons that are still drawn, and inks too pale for a white sheet.
OFF_PAPER = """() => {
    const tools = "nav:not(.tabs), .tabs a:not([aria-current]), .topbar, .menu, .skip-links, .filters, .bulk-bar, "
        + ".verbs, .pagination, button, .button, input, select"
    const shown = (element) => element.checkVisibility() && element.getClientRects().length
    const found = [...document.querySelectorAll(tools)].filter(shown).map((tool) => tool.outerHTML.slice(0, 120))
    const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 450
    for (const element of document.querySelectorAll("main *")) {
        const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
        if (words && shown(element) && light(getComputedStyle(element).color))
            found.push(`pale: ${element.outerHTML.slice(0, 120)}`)
    }
    return found
}"""
# The long words that somebody sees in the page; a screen reader alone is told the others.
WORDS_TO_FIND = """() => {
    const found = new Set(), texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement
        if (holder.closest(".sr-only, svg") || !holder.checkVisibility()) continue
        for (const word of texts.currentNode.data.match(/[\\p{L}]{5,}/gu) || []) found.add(word)
    }
    return [...found]
}"""
NARROW = {"width": 320, "height": 800}


def cut(page):
    """What is hidden, overflows or can no longer be pressed at 320 pixels, then with text at 200 %; one line each."""
    usual, wide = page.viewport_size, page.evaluate(PRESSED)
    page.set_viewport_size(NARROW)
    found = [f"320 px: {what}" for what in page.evaluate(CUT)]
    narrow = set(page.evaluate(PRESSED))
    found += [f"320 px: nothing leads there any more: {what}" for what in wide if what not in narrow]
    page.set_viewport_size(usual)
    page.evaluate(LARGER, "200%")
    found += [f"200 %: {what}" for what in page.evaluate(CUT)]
    page.evaluate(LARGER, "")
    return found


def unseen(page):
    """The stops of the keyboard whose focus is not seen; one line each."""
    page.keyboard.press("Tab")
    return page.evaluate(STOPS)
