import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { toldWhileWaiting } from '../api/queryClient.ts';
import { uploadSource } from '../api/sources.ts';
import type { Source } from '../domain/contract/source.ts';
import { type ProblemCode, ProblemError } from '../domain/problem.ts';
import { readableFile } from './readableFile.ts';
import { readingUnlessSame } from './readingUnlessSame.ts';
import { markUploaded, showReading, takeBack } from './relayVerdict.ts';
import { isShownOtherwise, mayLookOtherwise } from './sourceFacts.ts';
import type { OpenSource } from './sourceStore.ts';

/** These judge the file itself: sending it again changes nothing. All else is trouble on the way, which passes. */
const VERDICTS: ReadonlySet<ProblemCode> = new Set([
  'not-an-image',
  'image-damaged',
  'image-animated',
  'image-too-heavy',
  'image-unreadable',
  'heic-unreadable',
  'heic-damaged',
  'source-too-small',
  'source-too-long',
  'source-too-large',
  'file-too-large',
  'too-large-for-proxy',
]);

/** Whether a problem judges the file itself. */
export function isVerdict(error: Error): boolean {
  return error instanceof ProblemError && VERDICTS.has(error.code);
}

/** Share of a source's bytes that has been sent, 0 to 1, by the key of the source. */
export const useUploadShares = create<Readonly<Record<string, number>>>()(() => ({}));

/**
 * The upload of an open source. A query, since the same bytes always answer with the same source: asked for twice it
 * runs once, and it goes on by itself until the relay has the source or says that it never will. It is not aborted
 * when another source is opened, because a submit may wait for it.
 */
export function uploadQuery(source: Pick<OpenSource, 'key' | 'file'> | null) {
  return queryOptions({
    queryKey: ['upload', source?.key],
    queryFn: source
      ? async () =>
          uploadSource(await readableFile(source), {
            onProgress: (share) => useUploadShares.setState({ [source.key]: share }),
          })
      : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (_failureCount, error) => !isVerdict(error),
  });
}

function mayNeedReading(facts: Source, { size, file, shown }: OpenSource): boolean {
  return shown === file && (isShownOtherwise(facts, size) || mayLookOtherwise(facts));
}

/** How the relay reads a source that the browser shows otherwise; null where both show the same. */
function readingQuery(facts: Source | null, open: OpenSource | null) {
  return queryOptions({
    queryKey: ['reading', facts?.id],
    queryFn:
      facts && open
        ? ({ signal }) => readingUnlessSame({ id: facts.id, facts, shown: open }, signal)
        : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    // The stage takes the bitmap over, and closes it.
    gcTime: 0,
  });
}

export interface UploadState {
  /** `waiting`: the relay does not answer or cannot take it now; the upload goes on by itself. */
  readonly phase: 'none' | 'uploading' | 'waiting' | 'done';
  /** 0 to 1, while it is uploading. */
  readonly share: number;
  /** Why it waits, where that is more than an absent relay. */
  readonly problem: ProblemError | null;
}

/** Uploads the open source in the background as soon as it is open; one that is refused makes room for what was open before. */
export function useUpload(
  source: OpenSource | null,
  /** Called when the relay's reading took the place of the browser's: the source has another size then. */
  onReadAnew: (source: OpenSource) => void,
): UploadState {
  const isKnown = source !== null && source.sourceId !== null;
  const { data, error, failureReason } = useQuery({
    ...uploadQuery(source),
    enabled: source !== null && !isKnown,
  });
  const key = source?.key;
  const share = useUploadShares((shares) => shares[key ?? ''] ?? 0);
  const { data: reading } = useQuery(
    readingQuery(data && source && mayNeedReading(data, source) ? data : null, source),
  );

  useEffect(() => {
    if (key && data) markUploaded(key, data);
  }, [key, data]);

  useEffect(() => {
    const shown = key && reading ? showReading(key, reading) : null;
    if (shown) onReadAnew(shown);
  }, [key, reading, onReadAnew]);

  useEffect(() => {
    if (key && error instanceof ProblemError) takeBack(key, error);
  }, [key, error]);

  if (!source) return { phase: 'none', share: 0, problem: null };
  if (data || isKnown) return { phase: 'done', share: 1, problem: null };
  if (!failureReason) return { phase: 'uploading', share, problem: null };
  return { phase: 'waiting', share, problem: toldWhileWaiting(failureReason) };
}
