import { createRequire } from 'node:module';
import { MathJaxNewcmFont } from '@mathjax/mathjax-newcm-font/js/svg.js';
import type { LiteDocument } from '@mathjax/src/js/adaptors/lite/Document.js';
import type { LiteElement } from '@mathjax/src/js/adaptors/lite/Element.js';
import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from '@mathjax/src/js/handlers/html.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import '@mathjax/src/js/input/tex/cancel/CancelConfiguration.js';
import '@mathjax/src/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import { mathjax } from '@mathjax/src/js/mathjax.js';
import { SVG } from '@mathjax/src/js/output/svg.js';

/** Points of the font's em, and of its x-height: 0.442 em in New Computer Modern. Another ratio makes Chinese in \text{} too small. */
const EM = 16;
const EX = 0.442 * EM;

/** Attributes that repeat the source or speak for it: whoever shows the formula gives it its own alternative text. */
const NOTES = / (?:data-[\w-]+|role|focusable)="[^"]*"/g;

interface Engine {
  /** A complete `<svg>` element. Throws on what is not LaTeX. */
  readonly svg: (tex: string, display: boolean) => string;
}

let made: Engine | undefined;

/** MathJax, set up at the first formula. */
export function engine(): Engine {
  made ??= make();
  return made;
}

function make(): Engine {
  const require = createRequire(import.meta.url);
  // Rare glyphs (fraktur, script, …) come from files of their own. Node can require() ES modules, so they are there at once; they must
  // be the ES modules, or they register with a second copy of the font.
  mathjax.asyncLoad = (name: string): unknown => require(name.replace('/mathjax-newcm-font/js/', '/mathjax-newcm-font/mjs/'));
  mathjax.asyncIsSynchronous = true;
  const adaptor = liteAdaptor({ cjkCharWidth: 1, unknownCharWidth: 0.6 });
  RegisterHTMLHandler(adaptor);
  const tex = new TeX<LiteElement, string, LiteDocument>({
    // No newcommand, require, html: a formula can neither define nor load anything, and so leaves nothing to the next.
    packages: ['base', 'ams', 'boldsymbol', 'cancel', 'configmacros'],
    formatError: (_input: unknown, error: Error) => {
      throw error;
    },
  });
  // Paths in place instead of a cache with ids: several formulas on one page never meet.
  const output = new SVG<LiteElement, string, LiteDocument>({
    fontData: MathJaxNewcmFont,
    fontCache: 'none',
    linebreaks: { inline: false },
  });
  const page = mathjax.document('', { InputJax: tex, OutputJax: output });
  return {
    svg: (source, display) => {
      tex.reset();
      const container = page.convert(source, { display, em: EM, ex: EX, containerWidth: 80 * EM }) as LiteElement;
      const drawn = adaptor.firstChild(container) as LiteElement;
      // \rule is painted black by default; no other colour can be asked for.
      return adaptor.serializeXML(drawn).replaceAll(NOTES, '').replaceAll(' fill="black"', ' fill="currentColor"');
    },
  };
}
