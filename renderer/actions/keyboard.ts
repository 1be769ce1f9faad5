import { matches } from './actions.ts';
import { type Command, nearestFirst } from './commands.ts';
import { inLayer, isControl, isWritten } from './home.ts';
import { holderOf } from './use-action.ts';

/** One listener for the whole window. */
export function listenToKeys(target: Window): () => void {
  /** The key that is held down and was ours when it went down. */
  let held: string | null = null;
  const press = (event: KeyboardEvent) => {
    // A key that an input method is using (Telex, VNI through composition) belongs to it alone.
    if (event.isComposing || event.key === 'Process' || event.key === 'Dead' || event.defaultPrevented) return;
    if (event.repeat && held !== event.code) return;
    if (!event.repeat) held = null;
    const target = event.target instanceof Element ? event.target : null;
    // A key may have brought the keyboard back to its field (`home`). The one that closes a layer was the layer's all the same.
    const at = inLayer(target) ? target : document.activeElement;
    for (const command of nearestFirst) {
      const holder = holderOf(command.id);
      if (!holder || !command.keys.some((key) => matches(key, event)) || !mayRun(command, event, at)) continue;
      if (event.repeat && !command.repeats) break;
      if (holder.run.current(event) === false) continue;
      held = event.code;
      event.preventDefault();
      return;
    }
    if (event.repeat) event.preventDefault();
  };
  target.addEventListener('keydown', press);
  return () => target.removeEventListener('keydown', press);
}

function mayRun({ id, scope, inInput }: Command, event: KeyboardEvent, at: Element | null): boolean {
  if (!at) return true;
  // An open layer (dialog, menu, list of choices) has the keyboard; only the frame's own commands pass.
  if (inLayer(at)) return scope === 'everywhere' && id !== 'keys.show';
  const typing = isWritten(at);
  // A verification field gives its keys to the record's actions; any other field keeps what edits text.
  if (typing && !at.closest('[data-actions]')) return inInput === true && scope === 'everywhere';
  if (typing) return inInput === true;
  const plain = !event.ctrlKey && !event.altKey;
  if (plain && (event.key === 'Enter' || event.key === ' ')) return !isControl(at);
  if (plain && event.key === 'Tab') return false;
  return true;
}
