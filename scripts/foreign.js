/**
 * Finds foreign addresses in what was built. A few strings name a site without anything being loaded from it; each is
 * listed here with its reason, and anything else fails the build.
 */
const inert = [
  // XML and RDF namespaces: names, never fetched.
  /^https?:\/\/(www\.)?w3\.org\//,
  /^https?:\/\/schemas?\.[\w.]+\//,
  /^https?:\/\/(ns|purl)\.[\w.]+\//,
  /^https?:\/\/www\.aiim\.org\/pdf\w+\/ns\//,
  // Loopback, allowed to the link and model fetcher only.
  /^http:\/\/(localhost|127\.0\.0\.1)([:/]|\.?$)/,
  // Placeholder names that cannot exist (RFC 2606), used as bases for parsing.
  /^https?:\/\/([\w-]+\.)*(example|invalid|test)(\.(com|org|net))?([/:]|$)/,
];

/** Places where a text names a page for people: error messages, licence and documentation pointers. */
const documents = [
  /^https?:\/\/svelte\.dev\/(e|docs)\//,
  /^https?:\/\/kit\.svelte\.dev\//,
  /^https?:\/\/github\.com\/[\w.-]+\/[\w.-]+/,
  /^https?:\/\/(www\.)?apache\.org\/licenses\//,
  /^https?:\/\/(www\.)?opensource\.org\/licenses\//,
  /^https?:\/\/(developer\.)?mozilla\.org\/(MPL|en-US|docs)\b/,
  /^https:\/\/(gist\.github\.com\/hollance|tinyurl\.com\/y2uuvskb|rolldown\.rs\/in-depth)\b/,
  /^https?:\/\/(logtape\.org\/manual|emscripten\.org\/docs|www\.npmjs\.com\/package)\//,
  /^https?:\/\/(www\.webmproject\.org|aomediacodec\.github\.io)\//,
  /^https:\/\/(tools\.ietf\.org\/html\/rfc|answers\.microsoft\.com\/en-us\/msoffice\/forum\/)/,
  // The charts' own documentation, in a message about data of a wrong shape.
  /^https:\/\/layercake\.graphics\/guide\/#/,
  // SQLite's own documentation, in a message about missing headers.
  /^https:\/\/sqlite\.org\/wasm\/doc\//,
  // The author of is-buffer, in a comment.
  /^https:\/\/feross\.org$/,
  /^https?:\/\/(web\.dev|developer\.chrome\.com|goo\.gl|bit\.ly)\//,
  /^https?:\/\/(bugs|issues|crbug|caniuse|tc39|html\.spec|streams\.spec|encoding\.spec)[\w.]*\.(org|com|es)\b/,
];

/** The model host is a setting with a default; `workers/fetch` reaches it after consent, and nothing else can. */
const modelHost = 'https://huggingface.co';
const settingsMark = 'linkMaxMb';

const address = /\bhttps?:\/\/[\w-][\w.-]*(?::\d+)?[^\s"'`)\]}<>\\]*/g;

/**
 * Addresses of one built file that nothing excuses.
 *
 * @param {string} content
 * @returns {string[]}
 */
export const foreignAddresses = (content) =>
  [...new Set(content.match(address) ?? [])].filter((found) => {
    if (inert.some((pattern) => pattern.test(found))) return false;
    if (documents.some((pattern) => pattern.test(found))) return false;
    return !(found === modelHost && content.includes(settingsMark));
  });
