import { iconPaths } from './icon-paths.ts'

export type IconName = keyof typeof iconPaths

export const Icon = ({ name, mirrored = false }: { name: IconName; mirrored?: boolean }) => (
  <svg
    class={mirrored ? 'icon icon-mirrored' : 'icon'}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <path d={iconPaths[name]} />
  </svg>
)
