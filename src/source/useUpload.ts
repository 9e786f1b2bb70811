import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { retryWhileUnreachable } from '../api/queryClient.ts';
import { uploadSource } from '../api/sources.ts';
import { ProblemError } from '../domain/problem.ts';
import { markUploaded, type OpenSource, takeBack } from './sourceStore.ts';

/**
 * The upload of an open source. A query, since the same bytes always answer with the same source: asked for twice it
 * runs once, and it goes on by itself for as long as the relay is away.
 */
export function uploadQuery(source: Pick<OpenSource, 'key' | 'file'> | null) {
  return queryOptions({
    queryKey: ['upload', source?.key],
    queryFn: source ? ({ signal }) => uploadSource(source.file, { signal }) : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failureCount, error) =>
      retryWhileUnreachable(failureCount, error) ||
      (error instanceof ProblemError && error.code === 'upload-broken-off' && failureCount < 5),
  });
}

/** `waiting`: the relay does not answer; the upload goes on when it does. */
export type UploadPhase = 'none' | 'uploading' | 'waiting' | 'done';

/** Uploads the open source in the background as soon as it is open; one that is refused makes room for what was open before. */
export function useUpload(source: OpenSource | null): UploadPhase {
  const { data, error, failureReason } = useQuery({ ...uploadQuery(source), enabled: source !== null });
  const key = source?.key;
  const sourceId = data?.id;

  useEffect(() => {
    if (key && sourceId) markUploaded(key, sourceId);
  }, [key, sourceId]);

  useEffect(() => {
    if (key && error) takeBack(key, error instanceof ProblemError ? error : new ProblemError('internal'));
  }, [key, error]);

  if (!source) return 'none';
  if (data) return 'done';
  return failureReason ? 'waiting' : 'uploading';
}
