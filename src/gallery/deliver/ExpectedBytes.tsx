import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { deliveryBytesQuery } from '../../api/deliveries.ts';
import { ProblemError } from '../../domain/problem.ts';
import { fileSizeLabel } from '../../ui/fileSizeLabel.ts';
import { problemSentence } from '../problemSentence.ts';
import styles from './DeliverDialog.module.css';
import { type DeliverySettings, deliveryOf } from './deliverySettings.ts';
import type { DeliveryItem } from './deliveryTarget.ts';
import { expectedBytes, sampledOf } from './expectedBytes.ts';

/** A choice rests so long before the relay is asked to make the file. */
const REST_MS = 300;

interface ExpectedBytesProps {
  items: readonly DeliveryItem[];
  settings: DeliverySettings;
}

/** How large the file is, counted and not guessed; of a zip about how large, after some of its files; why it cannot be made, where it cannot. */
export function ExpectedBytes({ items, settings }: ExpectedBytesProps) {
  const rested = useRested(settings);
  const deliveries = items.map(({ task, result }) => ({
    id: result.id,
    ...deliveryOf(task, result, rested),
  }));
  const sampled = sampledOf(deliveries);
  const counted = useQueries({ queries: sampled.map(({ id, ...each }) => deliveryBytesQuery(id, each)) });
  const error = counted.find((each) => each.error !== null)?.error ?? null;
  // Asked again by itself meanwhile.
  const hindrance = counted.find((each) => each.failureReason !== null)?.failureReason ?? null;
  const isKnown =
    settings === rested && counted.every(({ data, isFetching }) => data !== undefined && !isFetching);
  const bytes = expectedBytes(
    deliveries,
    sampled.map((each, at) => ({ ...each, bytes: counted[at]?.data ?? 0 })),
  );
  const size = `${items.length > 1 ? 'about ' : ''}${fileSizeLabel(bytes)}`;
  return (
    <span className={styles.bytes} role="status" data-problem={error !== null}>
      {error !== null && problemSentence(error)}
      {error === null && (isKnown ? size : hindrance ? waitingSentence(hindrance) : 'Measuring…')}
    </span>
  );
}

function waitingSentence(hindrance: Error): string {
  const isAway = hindrance instanceof ProblemError && hindrance.code === 'relay-unreachable';
  return isAway
    ? 'The server does not answer. The size is measured once it is back.'
    : problemSentence(hindrance);
}

function useRested(settings: DeliverySettings): DeliverySettings {
  const [rested, setRested] = useState(settings);
  useEffect(() => {
    const timer = setTimeout(() => setRested(settings), REST_MS);
    return () => clearTimeout(timer);
  }, [settings]);
  return rested;
}
