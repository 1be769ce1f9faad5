import { openWorkstation } from '#main/open-workstation';
import { ask } from './ask.ts';
import { runLine } from './run.ts';

/** The whole job from the command line; each command is a file in `commands/`. */
const { stdout, stderr, env } = process;
process.exitCode = await runLine(process.argv.slice(2), { stdout, stderr, env }, openWorkstation, ask);
