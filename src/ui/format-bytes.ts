const unit = (value: number, unitName: string, locale: string, digits = 0): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unitName,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)

/** Bytes in kB or MB (SI, as phones count). */
export const formatBytes = (bytes: number, locale: string): string =>
  bytes < 1_000_000
    ? unit(Math.max(Math.min(1, bytes), Math.round(bytes / 1000)), 'kilobyte', locale)
    : unit(bytes / 1e6, 'megabyte', locale, 1)
