const samplesKept = 400;

/**
 * The samples of something that goes on, with one more. The longer it takes the further they are apart, so that few of
 * them show the whole of it.
 */
export function withSample<S extends { readonly elapsedMs: number }>(samples: readonly S[], sample: S): readonly S[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.elapsedMs - last.elapsedMs < sample.elapsedMs / samplesKept) return samples;
  const more = [...samples, sample];
  return more.length <= samplesKept ? more : more.filter((_, index) => index % 2 === 0);
}
