/** What else may happen to a store on this computer, as a process of its own: says `ready` on its standard output, and stays as long as it is asked to. */
import Database from 'better-sqlite3';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';

const [what = '', path = '', migrations = ''] = process.argv.slice(2);

function begin(): { readonly close: () => void } {
  if (what === 'open') return openStore(path, migrations);
  const database = what === 'look on' ? openSealed(path, { readonly: true }) : new Database(path, { readonly: true });
  database.exec('BEGIN');
  database.prepare('SELECT COUNT(*) FROM sqlite_master').get();
  return database;
}

const begun = begin();
process.stdout.write('ready\n');
process.stdin.once('end', () => begun.close()).resume();
