/** Prints one part of the page and nothing around it (`courier.css`). */
export const printOnly = (element: HTMLElement): void => {
  element.classList.add('print-only')
  addEventListener('afterprint', () => element.classList.remove('print-only'), { once: true })
  print()
}
