import { lazy, Suspense } from 'react';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import { useDeliveryTarget } from './deliveryTarget.ts';

const DeliverDialog = lazy(() =>
  lazyWithReload(() => import('./DeliverDialog.tsx')).then(({ DeliverDialog }) => ({
    default: DeliverDialog,
  })),
);

/** The dialog of a delivery, while there is one. */
export function OpenDelivery() {
  const items = useDeliveryTarget((state) => state.items);
  return <Suspense fallback={null}>{items.length > 0 && <DeliverDialog items={items} />}</Suspense>;
}
