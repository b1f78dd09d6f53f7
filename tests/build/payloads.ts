// Sixty strings that somewhere, some day, ran in a page or broke out of a text: T43 puts each into every field.

/** Calls the canary that the test plants in every page. */
const RUN = 'pwned()';
const B = '\u0060';

export const PAYLOADS: readonly string[] = [
  // Tags and handlers.
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `</script><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</textarea><img src=x onerror=${RUN}>`,
  `<img src=x onerror=${RUN}>`,
  `<img src="x" onerror="${RUN}">`,
  `<img/src=x/onerror=${RUN}>`,
  `"><img src=x onerror=${RUN}>`,
  `'><img src=x onerror=${RUN}>`,
  `" onmouseover="${RUN}" autofocus onfocus="${RUN}`,
  `' onpointerenter='${RUN}' tabindex='1`,
  `<body onload=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}>`,
  `<marquee onstart=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="data:text/html,<script>${RUN}</script>">`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  `<link rel=stylesheet href="https://evil.example/x.css">`,
  `<form action="https://evil.example/"><button>x</button></form>`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<isindex type=image src=1 onerror=${RUN}>`,
  // SVG.
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><foreignObject><img src=x onerror=${RUN}></foreignObject></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${RUN}></svg>#x">`,
  // Addresses.
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}//`,
  `java\tscript:${RUN}`,
  `data:text/html,<script>opener.${RUN}</script>`,
  `vbscript:msgbox(1)`,
  `//evil.example/x`,
  // Templates and Markdown.
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `#{${RUN}} <%= ${RUN} %>`,
  `${B}${B}${B}html\n<script>${RUN}</script>\n${B}${B}${B}`,
  `[click](javascript:${RUN})`,
  `![x](https://evil.example/x.png)`,
  `<https://evil.example/x> <javascript:${RUN}>`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `]]><script>${RUN}</script><![CDATA[`,
  // CSS.
  `</style><script>${RUN}</script>`,
  `red;background:url(https://evil.example/x)`,
  `@import "https://evil.example/x.css";`,
  // Characters.
  `\u202e<script>${RUN}</script>\u202c`,
  `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
  `<scr\u200bipt>${RUN}</scr\u200bipt>`,
  `\u2028<img src=x onerror=${RUN}>\u2029`,
  // Keys of prototypes.
  `__proto__[pwned]=1`,
  `constructor.prototype.pwned`,
];
