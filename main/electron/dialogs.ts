import type { IpcMainInvokeEvent, OpenDialogOptions } from 'electron';
import { z } from 'zod';
import type { Language } from '#domain/label';
import { isOwn } from './navigation.ts';

/** The one channel between the page and the window program. */
export const channel = 'so-song';
const Ask = z.enum(['pickFiles', 'pickFolder']);
export type Ask = z.infer<typeof Ask>;

/** What was asked, or null when the one who asks is not our page's main frame, or asks for something else. */
export function askOf(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>, message: unknown): Ask | null {
  const frame = event.senderFrame;
  if (!frame || frame !== event.sender.mainFrame || !isOwn(frame.url)) return null;
  return Ask.safeParse(message).data ?? null;
}

const texts = {
  vi: { pickFiles: 'Chọn các tệp ảnh và PDF', pickFolder: 'Chọn thư mục', images: 'Ảnh và PDF' },
  en: { pickFiles: 'Choose images and PDF files', pickFolder: 'Choose a folder', images: 'Images and PDF' },
} as const;

export function dialogOptions(ask: Ask, language: Language): OpenDialogOptions {
  const title = texts[language][ask];
  if (ask === 'pickFolder') return { title, properties: ['openDirectory'] };
  return {
    title,
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: texts[language].images, extensions: ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'pdf'] }],
  };
}
