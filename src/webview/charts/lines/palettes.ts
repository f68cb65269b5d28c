import type { PictureTheme } from '../../../shared/chartPicture';
import type { Ink } from './lineChart';

/**
 * Colours of pictures, which leave the editor and so have to be colours: those of VS Code's Light Modern and Dark Modern,
 * without transparency.
 */
export const PALETTES: Readonly<Record<PictureTheme, Readonly<Record<Ink, string>>>> = {
  light: {
    blue: '#0063d3',
    green: '#388a34',
    purple: '#652d90',
    yellow: '#8c6600',
    red: '#e51400',
    text: '#3b3b3b',
    dim: '#616161',
    line: '#e5e5e5',
    background: '#ffffff',
  },
  dark: {
    blue: '#59a4f9',
    green: '#89d185',
    purple: '#b180d7',
    yellow: '#cca700',
    red: '#f14c4c',
    text: '#cccccc',
    dim: '#9d9d9d',
    line: '#2b2b2b',
    background: '#1f1f1f',
  },
};
