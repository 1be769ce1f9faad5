import { expect, test } from '@playwright/test';
import { startWorkstation, type Workstation } from './workstation.ts';

let workstation: Workstation;
test.beforeEach(async () => {
  workstation = await startWorkstation();
});
test.afterEach(() => workstation.remove());

test('the address opens the workstation once, without a complaint of the browser and without the network', async ({ page, browser }) => {
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.add(new URL(request.url()).protocol === 'data:' ? 'data:' : new URL(request.url()).origin));
  await page.goto(workstation.url);
  await expect(page).toHaveTitle(/Sổ Sống/);
  await expect(page.getByRole('main')).toBeVisible();
  // The secret is not left where it could be read or bookmarked.
  expect(page.url()).not.toContain('secret');
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
  expect(complaints).toEqual([]);
  expect([...asked].filter((origin) => origin !== 'data:')).toEqual([new URL(workstation.url).origin]);

  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  expect((await other.goto(workstation.url))?.status()).toBe(401);
  await expect(other.getByRole('heading', { name: 'Địa chỉ này đã dùng rồi' })).toBeVisible();
  await stranger.close();
});

test('another page of the same machine can neither read, nor write, nor frame it', async ({ page, context }) => {
  await page.goto(workstation.url);
  await expect(page.getByRole('main')).toBeVisible();
  const origin = new URL(workstation.url).origin;
  // A neighbour: the same machine and browser, with the cookie at hand, on another port.
  const { createServer } = await import('node:http');
  const neighbour = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>neighbour</title>');
  });
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  const address = neighbour.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const attacker = await context.newPage();
  await attacker.goto(`http://127.0.0.1:${port}/`);
  const results = await attacker.evaluate(async (target) => {
    const attempt = async (what: () => Promise<Response>) =>
      what().then(
        (answer) => `${answer.type} ${answer.status}`,
        () => 'failed',
      );
    return {
      read: await attempt(() => fetch(`${target}/api/events`, { credentials: 'include' })),
      blind: await attempt(() =>
        fetch(`${target}/api/rpc/batch/list`, { method: 'POST', mode: 'no-cors', body: '{"json":{}}', credentials: 'include' }),
      ),
      write: await attempt(() =>
        fetch(`${target}/api/rpc/batch/list`, {
          method: 'POST',
          headers: { 'x-so-song': '1', 'content-type': 'application/json' },
          body: '{"json":{}}',
          credentials: 'include',
        }),
      ),
      framed: await new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.onload = () => resolve(frame.contentDocument === null ? 'unreadable' : frame.contentDocument.title);
        frame.src = `${target}/`;
        document.body.append(frame);
      }),
    };
  }, origin);
  expect(results).toEqual({ read: 'failed', blind: 'failed', write: 'failed', framed: 'unreadable' });
  await new Promise((resolve) => neighbour.close(resolve));
});
