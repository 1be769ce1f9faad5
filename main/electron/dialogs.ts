import type { IpcMainInvokeEvent, MessageBoxSyncOptions, OpenDialogOptions } from 'electron';
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
  vi: {
    pickFiles: 'Chọn các tệp ảnh và PDF',
    pickFolder: 'Chọn thư mục',
    images: 'Ảnh và PDF',
    leave: 'Vẫn còn việc đang làm dở: đang chép tệp, hoặc đang lưu.',
    leaveNext: 'Đóng bây giờ thì phần chưa xong phải làm lại. Ở lại cho tới khi dòng trên cùng và dấu “đã lưu” báo xong.',
    stay: 'Ở lại',
    close: 'Đóng',
  },
  en: {
    pickFiles: 'Choose images and PDF files',
    pickFolder: 'Choose a folder',
    images: 'Images and PDF',
    leave: 'Something is still under way: files are being copied, or decisions saved.',
    leaveNext: 'What is not finished has to be done again if you close now. Stay until the top line and “saved” say that it is done.',
    stay: 'Stay',
    close: 'Close',
  },
} as const;

/** Which button closes the window; the other one, which changes nothing, has the focus. */
export const closes = 1;

/** The page asks to stay: without a question the window could not be closed, and nobody would know why. */
export function leaveOptions(language: Language): MessageBoxSyncOptions {
  const { leave, leaveNext, stay, close } = texts[language];
  return { type: 'question', message: leave, detail: leaveNext, buttons: [stay, close], defaultId: 0, cancelId: 0, noLink: true };
}

export function dialogOptions(ask: Ask, language: Language): OpenDialogOptions {
  const title = texts[language][ask];
  if (ask === 'pickFolder') return { title, properties: ['openDirectory'] };
  return {
    title,
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: texts[language].images, extensions: ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'pdf'] }],
  };
}
