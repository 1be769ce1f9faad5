import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ProblemError } from '#domain/problem';
import { renderProblem } from '#messages/render';
import { defaultDataFolder } from './data-folder.ts';
import { type Loopback, startLoopback } from './loopback/loopback.ts';
import { openWorkstation, rootFolder } from './open-workstation.ts';
import { electronBinary, type NoElectron } from './setup/electron-binary.ts';
import { buildElectronProgram, electronFolder } from './setup/electron-program.ts';

const usualFolder = defaultDataFolder();

const usage = `npm start -- [--data FOLDER] [--browser] [--port N] [--no-open]
  --data FOLDER  nơi để dữ liệu / where the data lives (${usualFolder})
  --browser      mở trong trình duyệt / in the browser, even where Electron is there
  --port N       cổng trên máy này / port on this machine (any free one)
  --no-open      chỉ in địa chỉ / only print the address
`;

const reasons: Readonly<Record<Exclude<NoElectron, 'asked'>, string>> = {
  noDisplay: 'Máy này không có màn hình đồ họa cho Electron. / There is no graphical display for Electron.',
  root: 'Electron không chạy với quyền root. / Electron does not run as root.',
  notHad: 'Chưa có Electron và không tải được. / Electron is not here and could not be had.',
  coming: 'Electron đang được tải về, lần sau sẽ dùng. / Electron is being fetched and will be used next time.',
};

const options = readOptions();
const dataFolder = resolve(options.data ?? usualFolder);
const electron = options.browser ? ({ missing: 'asked' } as const) : await electronBinary();
if ('file' in electron) await openElectron(electron.file);
else await openBrowserHost(electron.missing);

function readOptions() {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        browser: { type: 'boolean' },
        open: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = Number(values.port ?? 0);
    if (values.help || !Number.isInteger(port) || port < 0 || port > 65_535) return quit(usage, values.help ? 0 : 1);
    return { ...values, port };
  } catch (error) {
    return quit(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 1);
  }
}

function quit(text: string, code: number): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}

async function openElectron(file: string): Promise<void> {
  await buildElectronProgram();
  const child = spawn(file, [electronFolder, `--data=${dataFolder}`], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => quit(`${error.message}\n`, 2));
  child.on('exit', (code) => process.exit(code ?? 2));
}

async function openBrowserHost(why: NoElectron): Promise<void> {
  const { core, host } = await openHost();
  if (why !== 'asked') process.stdout.write(`${reasons[why]}\nMở trong trình duyệt. / Opening in the browser.\n`);
  tellAddress(host.url);
  if (process.stdin.isTTY) {
    process.stdout.write('Enter: mở lại / open again · Ctrl+C: thoát / quit\n');
    createInterface({ input: process.stdin }).on('line', () => tellAddress(host.newUrl()));
  }
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), 5_000).unref();
    void host
      .close()
      .then(() => core.close())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

async function openHost() {
  try {
    const core = await openWorkstation(dataFolder);
    const host: Loopback = await startLoopback({ fetch: core.fetch, staticFolder: `${rootFolder}/renderer/dist`, port: options.port });
    return { core, host };
  } catch (error) {
    if (error instanceof ProblemError) {
      const texts = (['vi', 'en'] as const).map((language) => renderProblem({ code: error.code, params: error.params }, language));
      return quit(`${texts.map(({ what, next }) => `${what}\n${next}\n`).join('\n')}`, 2);
    }
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      return quit(`Cổng ${options.port} đang bận. / Port ${options.port} is in use.\n`, 1);
    }
    throw error;
  }
}

function tellAddress(url: string): void {
  process.stdout.write(`Sổ Sống: ${url}\n`);
  if (options.open && !process.env.CI) openBrowser(url);
}

/**
 * The address stands on a command line for a moment, where other users of the machine could read it; it works once, so a thief
 * would be noticed at once: the clerk's own window would not open.
 */
function openBrowser(url: string): void {
  const graphical = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!graphical) return;
  const [file, ...args] =
    process.platform === 'win32'
      ? ['rundll32.exe', 'url.dll,FileProtocolHandler', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  const child = spawn(file, args, { stdio: 'ignore', detached: true, windowsHide: true });
  // No browser, or none that can be told: the address is printed.
  child.on('error', () => undefined);
  child.unref();
}
