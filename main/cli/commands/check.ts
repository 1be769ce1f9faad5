import { checkDataFolder } from '../check.ts';
import { type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { dataFolderOf } from '../core.ts';

export function check(line: CommandLine) {
  return command(line, {
    docs: { brief: line.messages.command.check },
    parameters: { flags: dataFlags(line) },
    run: async (flags: DataFlags) => checkDataFolder(dataFolderOf(flags), line.messages),
  });
}
