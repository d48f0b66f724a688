// SPDX-License-Identifier: MIT
// Writes the three files that locale/widthtab.awk reads, from two npm packages, for a machine that cannot reach
// unicode.org:
//
//     npm install --no-save --prefix /tmp/ucd @unicode/unicode-18.0.0 get-east-asian-width@1.7.0
//     node locale/unidata-npm.mjs /tmp/ucd /tmp/ucd 18.0.0
//
// get-east-asian-width is generated from EastAsianWidth.txt of the Unicode version that its release notes name; look
// that the versions are the same. (All ranges come from Unicode's own files; only their form differs.)

import fs from 'node:fs';

const [packages, target, version] = process.argv.slice(2);
const modules = `${packages}/node_modules/`;
const unicode = `${modules}@unicode/unicode-${version}/`;

const CATEGORIES = {
    Cc: 'Control', Cf: 'Format', Co: 'Private_Use', Cs: 'Surrogate', Ll: 'Lowercase_Letter', Lm: 'Modifier_Letter',
    Lo: 'Other_Letter', Lt: 'Titlecase_Letter', Lu: 'Uppercase_Letter', Mc: 'Spacing_Mark', Me: 'Enclosing_Mark',
    Mn: 'Nonspacing_Mark', Nd: 'Decimal_Number', Nl: 'Letter_Number', No: 'Other_Number',
    Pc: 'Connector_Punctuation', Pd: 'Dash_Punctuation', Pe: 'Close_Punctuation', Pf: 'Final_Punctuation',
    Pi: 'Initial_Punctuation', Po: 'Other_Punctuation', Ps: 'Open_Punctuation', Sc: 'Currency_Symbol',
    Sk: 'Modifier_Symbol', Sm: 'Math_Symbol', So: 'Other_Symbol', Zl: 'Line_Separator', Zp: 'Paragraph_Separator',
    Zs: 'Space_Separator',
};
const WIDTHS = {A: 'ambiguous', F: 'fullwidth', H: 'halfwidth', Na: 'narrow', W: 'wide'};

const hex = c => c.toString(16).toUpperCase().padStart(4, '0');

function write(name, ranges) {
    ranges.sort((a, b) => a[0] - b[0]);
    const lines = ranges.map(([first, last, value]) => `${hex(first)}..${hex(last)} ; ${value}`);
    fs.writeFileSync(`${target}/${name}.txt`, [`# ${name}-${version}.txt`, ...lines, ''].join('\n'));
}

async function property(path, value) {
    const set = (await import(`${unicode}${path}/ranges.mjs`)).default;
    return set.map(range => [range.begin, range.end - 1, value]);
}

const all = async entries => (await Promise.all(entries)).flat();
write('DerivedGeneralCategory',
    await all(Object.entries(CATEGORIES).map(([value, name]) => property(`General_Category/${name}`, value))));
write('emoji-data', await property('Binary_Property/Extended_Pictographic', 'Extended_Pictographic'));

const lookup = await import(`${modules}get-east-asian-width/lookup-data.js`);
const widths = [];
for (const [value, name] of Object.entries(WIDTHS)) {
    const bounds = lookup[`${name}Ranges`];
    for (let i = 0; i < bounds.length; i += 2)
        widths.push([bounds[i], bounds[i + 1], value]);
}
write('EastAsianWidth', widths);
