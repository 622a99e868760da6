import type * as v from 'valibot'

/** As much of a valibot schema as says what a cell may be. */
interface Shape {
  type: string
  entries?: Record<string, Shape>
  options?: Shape[]
  wrapped?: Shape
  item?: Shape
  value?: Shape
}

/** The schema of a dotted column, `null` where the list has no such field. */
const shapeAt = (shape: Shape | undefined, path: readonly string[]): Shape | null => {
  if (!shape) return null
  if (shape.wrapped) return shapeAt(shape.wrapped, path)
  const [key, ...rest] = path
  if (key === undefined) return shape.entries ? null : shape
  if (shape.type === 'record') return shapeAt(shape.value, rest)
  if (shape.type === 'variant')
    return shape.options?.map((option) => shapeAt(option, path)).find((found) => found !== null) ?? null
  return shapeAt(shape.entries?.[key], rest)
}

/** A cell as the schema wants it: tables hold nothing but text. What does not fit stays text, so that the schema says so. */
const convert = (shape: Shape, text: string): unknown => {
  if (shape.wrapped) return convert(shape.wrapped, text)
  if (shape.type === 'array')
    return text.split(/\s+/).map((one) => (shape.item ? convert(shape.item, one) : one))
  if (shape.type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (shape.type === 'boolean' && /^(true|yes|false|no)$/i.test(text)) return /^[ty]/i.test(text)
  return text
}

/**
 * What a table's columns mean by the schema of its rows.
 * @returns columns the schema does not know, and the way to make a row of cells: `title.en` becomes `{title: {en}}`, an empty cell nothing
 */
export const columnsOf = (row: v.GenericSchema, header: readonly string[]) => {
  const shapes = header.map((column) => shapeAt(row as unknown as Shape, column.split('.')))
  return {
    unknown: header.filter((_, i) => shapes[i] === null),
    rowOf(cells: readonly string[]): Record<string, unknown> {
      const value: Record<string, unknown> = {}
      header.forEach((column, i) => {
        const [shape, text] = [shapes[i], cells[i]?.trim()]
        if (!shape || !text) return
        const keys = column.split('.')
        const last = keys.pop() as string
        let at = value
        for (const key of keys) {
          at[key] ??= {}
          at = at[key] as Record<string, unknown>
        }
        at[last] = convert(shape, text)
      })
      return value
    },
  }
}
