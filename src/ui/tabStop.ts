import { createContext } from 'react';

/**
 * In a list with a roving focus, the `tabIndex` of what an item holds: 0 in the item that Tab reaches, −1 in all others.
 * Undefined outside of such lists.
 */
export const TabStop = createContext<0 | -1 | undefined>(undefined);
