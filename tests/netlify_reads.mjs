// Reads a site's _headers and _redirects as Netlify does, and prints what it found as JSON: {headers, redirects, errors}.
// Called as: node netlify_reads.mjs FOLDER-WITH-NODE_MODULES FOLDER-OF-THE-SITE

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, site] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(createRequire(`${modules}/`).resolve(name)));
const { parseAllHeaders } = await load("@netlify/headers-parser");
const { parseAllRedirects } = await load("@netlify/redirect-parser");
const found = await parseAllHeaders({ headersFiles: [`${site}/_headers`], minimal: true });
const moved = await parseAllRedirects({ redirectsFiles: [`${site}/_redirects`], minimal: true });
const errors = found.errors.concat(moved.errors).map(String);
console.log(JSON.stringify({ headers: found.headers, redirects: moved.redirects, errors }));
