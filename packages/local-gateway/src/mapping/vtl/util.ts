import { decodeForm } from '../../front-doors/percent-decoding.ts';
import { JsonTextError, parseJson } from '../json/json-text.ts';
import { TemplateError } from './run.ts';
import { print, type JavaObject, type JavaValue } from '../java-values.ts';

/** `$util` (REQ-21). */
export const utilObject: JavaObject = {
  methods: {
    base64Decode: ([text = '']) => Buffer.from(print(text), 'base64').toString('utf8'),
    base64Encode: ([text = '']) => Buffer.from(print(text)).toString('base64'),
    escapeJavaScript: ([text = '']) => escapeJavaScript(print(text)),
    parseJson: ([text = '']) => readJson(print(text)),
    urlDecode: ([text = '']) => decodeForm(print(text)),
    urlEncode: ([text = '']) => encodeForm(print(text)),
  },
};

/** As Apache Commons Lang does: quotes of both kinds, the slash, and everything beyond ASCII. */
function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (char) => {
    const short = ESCAPES[char];
    if (short !== undefined) return short;
    if (/['"\\/]/.test(char)) return `\\${char}`;
    return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** As Java's `URLEncoder`: only letters, digits and `.-*_` stay, a blank is `+`. */
function encodeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function readJson(text: string): JavaValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonTextError)
      throw new TemplateError(`$util.parseJson: ${error.message}`);
    throw error;
  }
}
