import { spawn } from 'node:child_process';

/** Runs a program in this one's place: input, output, signals and exit code are its own. Never returns. */
export function hold(file, args, { cwd }) {
  return new Promise(() => {
    const child = spawn(file, args, { cwd, stdio: 'inherit', windowsHide: false });
    // A terminal sends Ctrl-C to the whole group; forwarding it as well would make it two.
    process.on('SIGINT', () => {
      if (!process.stdin.isTTY) child.kill('SIGINT');
    });
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      process.exit(2);
    });
    child.on('exit', (code, signal) => {
      if (signal === null) process.exit(code ?? 2);
      if (process.platform === 'win32') process.exit(1);
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  });
}

/** Runs a step of the set-up; its output goes to standard error. Rejects with `what` when it fails. */
export function step(what, file, args, { cwd, env = process.env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 2, 2], windowsHide: true });
    child.on('error', (error) => reject(new Error(`${what}: ${error.message}`)));
    child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${what}: ${signal ?? `exit code ${code}`}`))));
  });
}
