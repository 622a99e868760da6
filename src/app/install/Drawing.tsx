/** What is looked for on an iPhone, step by step: the share button, the entry of its sheet, the button at the end of the next one. */
const drawings = {
  share: (
    <>
      <rect class="install-page" x="8" y="-20" width="104" height="72" rx="8" />
      <path d="M20 66h8M92 66h8" />
      <rect class="install-here" x="45" y="54" width="30" height="24" rx="6" />
      <path class="install-mark" d="M60 70V58M56 61.5l4-4 4 4M55 64v9h10v-9" />
    </>
  ),
  add: (
    <>
      <rect class="install-page" x="8" y="8" width="104" height="90" rx="8" />
      <path d="M20 22h44M20 66h36" />
      <rect class="install-here" x="14" y="32" width="92" height="22" rx="6" />
      <path class="install-mark" d="M22 43h40M89 38h10v10H89zM94 40.5v5M91.5 43h5" />
    </>
  ),
  done: (
    <>
      <rect class="install-page" x="8" y="8" width="104" height="90" rx="8" />
      <path d="M20 22h12M20 50h18v18H20zM48 55h40M48 64h24" />
      <rect class="install-here" x="78" y="13" width="28" height="18" rx="6" />
      <path class="install-mark" d="M85 22h14" />
    </>
  ),
}

/** Drawn without words, and turned with the direction of writing, as the phone turns them. */
export const Drawing = ({ of }: { of: keyof typeof drawings }) => (
  <svg class="install-drawing icon-mirrored" viewBox="0 0 120 80" aria-hidden="true" focusable="false">
    {drawings[of]}
  </svg>
)
