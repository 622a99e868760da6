import { render } from 'preact'
import { Page } from './Page.tsx'

const root = document.getElementById('page')
if (root) render(<Page />, root)
