import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '#domain/label';

const texts = {
  vi: {
    file: 'Tệp',
    quit: 'Thoát',
    edit: 'Sửa',
    undo: 'Hoàn tác',
    redo: 'Làm lại',
    cut: 'Cắt',
    copy: 'Chép',
    paste: 'Dán',
    selectAll: 'Chọn tất cả',
    view: 'Xem',
    larger: 'Phóng to',
    smaller: 'Thu nhỏ',
    normal: 'Cỡ thường',
    full: 'Toàn màn hình',
    reload: 'Tải lại',
    tools: 'Công cụ lập trình',
    help: 'Trợ giúp',
    folder: 'Mở thư mục dữ liệu',
  },
  en: {
    file: 'File',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    larger: 'Larger',
    smaller: 'Smaller',
    normal: 'Normal size',
    full: 'Full screen',
    reload: 'Reload',
    tools: 'Developer tools',
    help: 'Help',
    folder: 'Open the data folder',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The menu as data. Undo and redo here are the text field's; a decision is taken back on the screen. */
export function menuTemplate(
  language: Language,
  options: { readonly isPackaged: boolean; readonly openDataFolder: () => void },
): MenuItemConstructorOptions[] {
  const text = texts[language];
  return [
    { label: text.file, submenu: [{ role: 'quit', label: text.quit }] },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        { type: 'separator' },
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'zoomIn', label: text.larger },
        { role: 'zoomOut', label: text.smaller },
        { role: 'resetZoom', label: text.normal },
        { role: 'togglefullscreen', label: text.full },
        ...(options.isPackaged
          ? []
          : ([{ type: 'separator' }, { role: 'reload', label: text.reload }, { role: 'toggleDevTools', label: text.tools }] as const)),
      ],
    },
    { label: text.help, submenu: [{ label: text.folder, click: options.openDataFolder }] },
  ];
}
