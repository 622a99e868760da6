/** One element of a page, by the name its protocol gave it; good for as long as the page has that element. */
export interface Handle {
  readonly id: string
}

/**
 * What a journey needs of a browser, and all of it: WebDriver BiDi (`bidi.ts`) and classic WebDriver (`webdriver.ts`) both have it. Input
 * is the browser's own (real taps and keys, so that sound may start and the clipboard may be written), never made up in the page.
 */
export interface Driver {
  /** As the browser calls itself, with its version. */
  readonly name: string
  /** Opens an address in the current tab; resolves once it has loaded. */
  go(address: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function in the page; arguments and result go as JSON, a promise is awaited. @throws DriverError */
  call<A extends unknown[], T>(work: (...values: A) => T | Promise<T>, ...values: A): Promise<T>
  /** Like `call`, for a function that returns an element or `null`. */
  find<A extends unknown[]>(work: (...values: A) => Element | null, ...values: A): Promise<Handle | null>
  tap(on: Handle): Promise<void>
  /** Types at the end of what a field holds. */
  type(into: Handle, text: string): Promise<void>
  /** Hands a file on disk to an `<input type="file">`. */
  attach(to: Handle, path: string): Promise<void>
  screenshot(): Promise<Buffer>
  /** Opens a new tab and closes the one that was used, as a person does. */
  freshTab(): Promise<void>
  /** What pages complained of since the start: uncaught errors and console errors; `null` where the protocol does not tell. */
  readonly complaints: string[] | null
  /** Ends the browser and everything it began. */
  close(): Promise<void>
}

/** How a browser of one engine comes up. */
export interface Launch {
  /** Profile folder; used again, the browser finds what it kept. */
  readonly profile: string
  /** Where downloads go. */
  readonly downloads: string
  /** What pages are told the person reads, `en-GB,en`. */
  readonly languages: string
}

/** An answer of the browser that says no. */
export class DriverError extends Error {
  override name = 'DriverError'
}

/** Size of the page, CSS pixels: a small phone. */
export const viewport = { width: 360, height: 740 }
