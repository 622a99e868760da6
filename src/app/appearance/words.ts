import type { Language } from '../../shared/language.ts'

const en = {
  title: 'Appearance',
  theme: 'Light or dark',
  themes: { auto: 'As the phone has it', light: 'Light', dark: 'Dark' },
  size: 'Letters of what you read',
  sizeOf: (step: number, of: number) => `${step} of ${of}`,
  sample: 'The voice is the last thing to go.',
}

const ur: typeof en = {
  title: 'ظاہری شکل',
  theme: 'روشن یا تاریک',
  themes: { auto: 'جیسے فون پر ہو', light: 'روشن', dark: 'تاریک' },
  size: 'پڑھنے کے حروف',
  sizeOf: (step, of) => `${of} میں سے ${step}`,
  sample: 'آواز سب سے آخر میں جاتی ہے۔',
}

export const appearanceWords: Record<Language, typeof en> = { en, ur }
