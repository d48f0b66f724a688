// SPDX-License-Identifier: MIT
// xtermjs.mjs MODULES FOLDER 6|11 COMMAND: xterm.js in a headless Chromium, with Unicode of version 6 or 11, runs the command
// on a pty of 80x24. Whenever a file FOLDER/ask appears, the text on the terminal goes into FOLDER/text, and ask is removed.
// MODULES: the folder with node_modules (@xterm/xterm, @xterm/addon-unicode11, node-pty, playwright-core).
import { createRequire } from 'node:module';
import { existsSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const [modules, folder, version, command] = process.argv.slice(2);
const require = createRequire(join(modules, 'package.json'));
const { chromium } = require('playwright-core');
const pty = require('node-pty');
const program = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => {
    try { return execFileSync('sh', ['-c', `command -v ${name}`]).toString().trim(); } catch { return ''; }
}).find((path) => path);

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.setContent('<div id="terminal"></div>');
await page.addScriptTag({ path: require.resolve('@xterm/xterm') });
await page.addScriptTag({ path: require.resolve('@xterm/addon-unicode11') });

let child = null;
await page.exposeFunction('typed', (text) => child.write(text));
await page.evaluate((unicode) => {
    globalThis.term = new Terminal({ cols: 80, rows: 24, allowProposedApi: true, scrollback: 0 });
    term.open(document.getElementById('terminal'));
    if (unicode === '11') {
        term.loadAddon(new Unicode11Addon.Unicode11Addon());
        term.unicode.activeVersion = '11';
    }
    term.onData((text) => globalThis.typed(text));
}, version);

child = pty.spawn('/bin/sh', [command], { name: 'xterm-256color', cols: 80, rows: 24, encoding: null });
let written = Promise.resolve();
child.onData((bytes) => {
    written = written.then(() => page.evaluate((data) =>
        new Promise((done) => term.write(Uint8Array.from(data), done)), [...bytes]));
});

async function shown() {
    await written;
    return page.evaluate(() => {
        const lines = [];
        for (let row = 0; row < term.rows; row++)
            lines.push(term.buffer.active.getLine(row).translateToString(false));
        return lines.join('\n');
    });
}

let busy = false;
const looking = setInterval(async () => {
    const ask = join(folder, 'ask');
    if (busy || !existsSync(ask))
        return;
    busy = true;
    writeFileSync(join(folder, 'text.new'), await shown());
    renameSync(join(folder, 'text.new'), join(folder, 'text'));
    unlinkSync(ask);
    busy = false;
}, 10);

child.onExit(async () => {
    clearInterval(looking);
    await browser.close();
    process.exit(0);
});
