/** Network Information API (WICG), which not every browser has and TypeScript does not know. */
interface Connection {
  readonly connection?: { readonly saveData?: boolean }
}

/** Whether the person asked to spare data: of the browser (Save-Data, WICG), or of the whole system (Media Queries 5, `prefers-reduced-data`). */
export const savesData = (): boolean =>
  (navigator as Connection).connection?.saveData === true ||
  matchMedia('(prefers-reduced-data: reduce)').matches
