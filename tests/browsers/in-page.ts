/**
 * Source of a function that takes its arguments as one JSON text, so that both protocols carry the same. Functions stand alone: they see
 * nothing of the file they are written in.
 * @param json the result goes back as JSON too; otherwise it is an element
 */
export const sourceOf = (work: (...values: never[]) => unknown, json: boolean): string => {
  const run = `(${work.toString()})(...JSON.parse(values))`
  return json
    ? `async function (values) { const result = await ${run}; return result === undefined ? null : JSON.stringify(result) }`
    : `function (values) { return ${run} }`
}

/** Runs in the page: where a finger reaches it, clear of the bars at the top and the foot. */
export const toMiddle = (element: Element): void =>
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
