import { destinationTables } from '#domain/delivery';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { columnOf, delivery, records, testType } from './fixtures.ts';

/** A workstation that delivers into the embedded database until it is killed. Arguments: folder, hand-over, number of records. */
const [folder = '', id = '', count = '0'] = process.argv.slice(2);
const destination = openDestination({ kind: 'embedded', folder });
await destination.prepare(destinationTables(testType, columnOf));
process.stdout.write('ready\n');
const receipt = await destination.deliver(delivery(id, records(Number(count), id)), new AbortController().signal);
process.stdout.write(`receipt ${JSON.stringify(receipt)}\n`);
// Stays open: the folder is ours until we are killed.
setInterval(() => undefined, 1000);
