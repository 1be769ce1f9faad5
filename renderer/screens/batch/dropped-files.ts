import type { GivenFile } from '#renderer/uploads.ts';

/**
 * All files of a drop, folders opened to the bottom. The entries must be asked for before the event ends, so call it at once.
 * A folder or file that cannot be opened is counted, not thrown: the rest of the drop goes on.
 */
export async function droppedFiles(data: DataTransfer): Promise<{ readonly files: readonly GivenFile[]; readonly unreadable: number }> {
  const items = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  // What a program hands over without an entry in the file system (a picture out of a mail) is a file all the same.
  const files: GivenFile[] = items.flatMap(({ entry, file }) => (entry || !file ? [] : [{ file, folder: null }]));
  let unreadable = 0;
  const walk = async (entry: FileSystemEntry, folder: string | null): Promise<void> => {
    try {
      if (isFile(entry)) files.push({ file: await fileOf(entry), folder });
      else if (isFolder(entry)) for (const child of await childrenOf(entry)) await walk(child, pathOf(folder, entry.name));
    } catch {
      unreadable += 1;
    }
  };
  for (const { entry } of items) if (entry) await walk(entry, null);
  return { files: files.filter(worthSending).sort(byName), unreadable };
}

/** Files of a file or folder chooser. */
export function chosenFiles(list: FileList): readonly GivenFile[] {
  const folderOf = (file: File) => file.webkitRelativePath.split('/').slice(0, -1).join('/') || null;
  return [...list]
    .map((file) => ({ file, folder: folderOf(file) }))
    .filter(worthSending)
    .sort(byName);
}

/** What systems leave in folders is nobody's page. Everything else is sent, so that the core can say what is wrong with it. */
function worthSending({ file: { name } }: GivenFile): boolean {
  return !name.startsWith('.') && !/^(thumbs\.db|desktop\.ini)$/i.test(name);
}

const pathOf = (folder: string | null, name: string) => (folder ? `${folder}/${name}` : name);

/** Pages in the order of people: 2 before 10. */
const collator = new Intl.Collator('vi', { numeric: true });
const byName = (one: GivenFile, other: GivenFile) =>
  collator.compare(pathOf(one.folder, one.file.name), pathOf(other.folder, other.file.name));

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** readEntries answers a hundred at a time and nothing at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((one, other) => collator.compare(one.name, other.name));
    all.push(...some);
  }
}
