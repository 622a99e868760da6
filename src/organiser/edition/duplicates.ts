/** Position and value of every entry that an earlier one equals. */
export const duplicates = (values: readonly string[]): [index: number, value: string][] =>
  values.flatMap((value, index): [number, string][] =>
    values.indexOf(value) < index ? [[index, value]] : [],
  )
