import style from './Loading.module.css';

/** Quiet for the first third of a second: most answers come sooner, and a flash is worse than nothing. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className={style.box} role="status">
      <span className={style.bar} aria-hidden />
      {label}
    </div>
  );
}
