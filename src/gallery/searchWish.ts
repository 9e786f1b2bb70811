import { create } from 'zustand';
import { lookAt } from './galleryAddress.ts';

/** Whether somebody wants to search: the field takes the focus as soon as it is there. */
export const useSearchWish = create<{ readonly isWished: boolean }>()(() => ({ isWished: false }));

/** Shows everything, with the cursor in the search. */
export function wishToSearch(): void {
  useSearchWish.setState({ isWished: true });
  lookAt({ screen: 'grid' });
}

export function grantSearch(): void {
  useSearchWish.setState({ isWished: false });
}
