"""The page of the gallery: all pictures, to be chosen by screen, size, look and language."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and what it shows."""

    file: str
    screen: str
    state: str
    size: str
    theme: str
    language: str
    wrong: tuple[str, ...] = ()


_CHOICES = ("screen", "size", "theme", "language")
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Regulars: gallery</title>
<meta name="viewport" content="width=device-width">
<style>
body{font:15px/1.4 system-ui,sans-serif;margin:0;background:#f4f6f8;color:#14191f}
header{position:sticky;top:0;background:#fff;border-bottom:1px solid #dfe4ea;padding:12px 20px;display:flex;gap:14px;
flex-wrap:wrap;align-items:center}h1{font-size:18px;margin:0 10px 0 0}select,label{font:inherit}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(430px,1fr));gap:18px;padding:20px}
figure{margin:0;background:#fff;border:1px solid #dfe4ea;border-radius:10px;overflow:hidden}
img{width:100%;display:block;border-bottom:1px solid #dfe4ea}figcaption{padding:8px 12px}
small{color:#47525e}ul{margin:6px 0 0;padding-left:18px;color:#b3161b}
</style><header><h1>Regulars: gallery</h1>FILTERS
<label><input type="checkbox" id="wrong"> only what is wrong</label><small id="count"></small></header><main></main>
<script>
const pictures=PICTURES, choices=CHOICES, main=document.querySelector("main");
function show(){const want=Object.fromEntries(choices.map(c=>[c,document.getElementById(c).value]));
const bad=document.getElementById("wrong").checked;
const shown=pictures.filter(p=>choices.every(c=>!want[c]||p[c]===want[c])&&(!bad||p.wrong.length));
main.replaceChildren(...shown.map(p=>{const f=document.createElement("figure");
const a=document.createElement("a");a.href=p.file;const i=document.createElement("img");i.loading="lazy";i.src=p.file;
i.alt=p.screen+": "+p.state;a.append(i);const c=document.createElement("figcaption");
c.innerHTML="<b></b> <small></small>";c.querySelector("b").textContent=p.screen+": "+p.state;
c.querySelector("small").textContent=[p.size,p.theme,p.language].join(" · ");
if(p.wrong.length){const u=document.createElement("ul");
u.append(...p.wrong.map(w=>{const l=document.createElement("li");l.textContent=w;return l}));c.append(u)}
f.append(a,c);return f}));document.getElementById("count").textContent=shown.length+" of "+pictures.length}
document.querySelectorAll("select,input").forEach(e=>e.addEventListener("change",show));show();
</script></html>
"""


def page(pictures: list[Picture]) -> str:
    """The page as HTML, with everything it needs but the pictures."""
    rows = [{name: getattr(picture, name) for name in Picture.__slots__} for picture in pictures]
    filters = " ".join(_filter(name, pictures) for name in _CHOICES)
    return (
        _PAGE.replace("FILTERS", filters)
        .replace("PICTURES", json.dumps(rows).replace("</", "<\\/"))
        .replace("CHOICES", json.dumps(_CHOICES))
    )


def _filter(name: str, pictures: list[Picture]) -> str:
    values = dict.fromkeys(getattr(picture, name) for picture in pictures)
    options = "".join(f"<option>{html.escape(value)}</option>" for value in values)
    # the first view is a page that can be looked at: one size, one look
    first = {"size": "1366x768", "theme": "light", "language": "en"}.get(name, "")
    options = options.replace(f"<option>{first}<", f"<option selected>{first}<") if first else options
    return f'<select id="{name}"><option value="">any {name}</option>{options}</select>'
