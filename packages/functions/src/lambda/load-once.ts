/**
 * What `load` gives, loaded at the first call and then kept. A load that fails is not kept: the next call tries again,
 * since an instance lives for hours and what went wrong may be over in a moment.
 */
export function loadOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return async () => {
    const mine = (loading ??= load());
    try {
      return await mine;
    } catch (error) {
      if (loading === mine) loading = undefined;
      throw error;
    }
  };
}
