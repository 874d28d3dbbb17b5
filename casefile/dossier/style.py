"""The style sheet of dossier.html: a printed page, light or dark, on paper or on a telephone.

Its hash stands in ``verify.STYLES``, so that a bundle whose sheet hides a passage does not verify.
"""

STYLE = """
:root { --page: #fdfbf5; --text: #26241f; --muted: #565147; --faint: #635e53; --accent: #17635a; --warn: #a3301c;
  --cite: #f7eed3; --hit: #f0cf63; --rule: #d3cab8; --surface: #f6f1e5; color-scheme: light dark }
@media (prefers-color-scheme: dark) { :root { --page: #1f2122; --text: #dcd7cc; --muted: #b5b0a4; --faint: #9b978b;
  --accent: #86c3b6; --warn: #e8937f; --cite: #2f2b20; --hit: #6b5a1e; --rule: #34393b; --surface: #262929 } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem }
body { margin: 0 auto; padding: 4.5rem 1.5rem 6rem; max-width: 43rem; background: var(--page); color: var(--text);
  font: 1.0625rem/1.6 "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", Georgia,
    "Noto Serif", "DejaVu Serif", serif;
  font-variant-numeric: oldstyle-nums; hanging-punctuation: first; overflow-wrap: anywhere }
p, li, dd, td, h1, h2, h3, h4, blockquote { unicode-bidi: plaintext; text-align: start }
h1, h2, h3, h4 { font-weight: 600; line-height: 1.22; text-wrap: balance; break-after: avoid }
h1 { margin: 0 0 1.1rem; font-size: 2.5rem; font-weight: 500; letter-spacing: -.012em }
h2 { margin: 4.2rem 0 1.5rem; padding-top: .8rem; border-top: 1px solid var(--rule);
  font-size: 1.5rem; font-weight: 500 }
h3 { margin: 2.3rem 0 .6rem; font-size: 1.14rem }
h4 { margin: 1.5rem 0 .4rem; font-size: 1.02rem; font-style: italic; font-weight: 500 }
p { margin: 0 0 .9rem }
a { color: var(--accent); text-decoration: none }
a:hover, a:focus { text-decoration: underline; text-underline-offset: .18em }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
:target { background: var(--cite); box-shadow: 0 0 0 .35rem var(--cite) }
code, pre { font: .82em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-variant-numeric: normal }
pre { margin: 0 0 1rem; padding: .7rem .9rem; background: var(--surface); white-space: pre-wrap }
.kicker { margin: 0 0 1.2rem; color: var(--muted); font-size: .84rem; letter-spacing: .09em; text-transform: uppercase }
.kicker strong { color: var(--warn); font-weight: 600 }
.lead { font-size: 1.2rem; line-height: 1.5; white-space: pre-line }
.tally, .small { color: var(--muted); font-size: .91rem }
header dl { margin: 2.2rem 0; padding: 1.1rem 0; border: solid var(--rule); border-width: 1px 0 }
dl { margin: 0 0 1rem; display: grid; grid-template-columns: 8.2rem 1fr; gap: .22rem 1rem; font-size: .93rem;
  line-height: 1.5 }
dt { color: var(--muted) }
dd { margin: 0; min-width: 0 }
nav ol { margin: 0; padding: 0; list-style: none }
nav li { display: flex; gap: 1rem; padding: .16rem 0; border-bottom: 1px dotted var(--rule) }
nav li a { flex: 1 }
nav li span { color: var(--muted) }
.label, .of, .kind { color: var(--muted); font-size: .8rem; font-style: normal; font-weight: 400;
  letter-spacing: .05em }
.label { font-variant-caps: all-small-caps; font-size: .95rem }
.judgement { font-style: italic; color: var(--muted) }
p.judgement, pre.judgement { padding-left: 1rem; border-left: 2px solid var(--rule) }
.ref { font-size: .76em; line-height: 1; vertical-align: .42em; font-style: normal; white-space: nowrap;
  font-variant-numeric: lining-nums; padding: 0 .08em }
.damaged { color: var(--warn) }
.aside { margin: 0 0 1rem; padding-left: 1rem; border-left: 1px dotted var(--faint) }
hr { margin: 1.6rem auto; width: 6rem; border: 0; border-top: 1px solid var(--rule) }
ul, ol { margin: 0 0 .9rem; padding-left: 1.4rem }
li > p { margin-bottom: .35rem }
blockquote { margin: .3rem 0 .45rem; padding: .55rem .9rem; background: var(--cite); white-space: pre-wrap }
mark { background: var(--hit); color: inherit; padding: 0 .08em }
.passages { padding: 0; list-style: none }
.passages > li { margin: 0 0 1.5rem; padding-left: 2.6rem; position: relative; break-inside: avoid }
.number { position: absolute; left: 0; width: 2rem; text-align: end; font-variant-numeric: lining-nums;
  color: var(--accent) }
.where { margin: 0; color: var(--muted); font-size: .88rem; line-height: 1.45 }
.where code { font-size: .78em }
.source { margin-bottom: 2.6rem }
table { width: 100%; border-collapse: collapse; font-size: .8rem; line-height: 1.4; font-variant-numeric: tabular-nums }
th { text-align: start; font-weight: 500; color: var(--muted); border-bottom: 1px solid var(--text) }
th, td { padding: .28rem .7rem .28rem 0; vertical-align: top }
td { border-bottom: 1px solid var(--rule) }
td:first-child, th:first-child { text-align: end }
td:nth-child(2), td:last-child { white-space: nowrap }
td:nth-child(5), td:last-child { font: .74rem/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
footer { margin-top: 4rem; padding-top: .8rem; border-top: 1px solid var(--rule); color: var(--muted);
  font-size: .88rem }
@media (max-width: 36rem) {
  body { padding: 2.2rem 1.1rem 4rem; font-size: 1rem }
  h1 { font-size: 1.9rem }
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .5rem }
  .passages > li { padding-left: 2rem }
  .number { width: 1.5rem }
  table, tbody, tr, td { display: block }
  thead { display: none }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--rule) }
  td, td:first-child { display: inline; border: 0; padding: 0 .5rem 0 0; white-space: normal }
}
@media print {
  :root { --page: #fff; --text: #000; --muted: #333; --faint: #444; --accent: #000; --warn: #000; --cite: #f4f1e8;
    --hit: #ddd; --rule: #aaa; --surface: #f6f6f6 }
  @page { margin: 22mm 20mm }
  body { max-width: none; padding: 0; font-size: 10.5pt }
  header { break-after: page }
  .back { display: none }
  tr, .source dl { break-inside: avoid }
}
"""
