/** `1 record`, `12 records`: a number as it is shown, with the English word for one or for many. */
export const counted = (count: string, one: string, many = `${one}s`): string => `${count} ${count === '1' ? one : many}`;
