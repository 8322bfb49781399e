/** Parameters of the page that the list is filtered by; the API has the same. */
export const FILTERS = ['state', 'directory', 'env', 'selector', 'q', 'fingerprint', 'group'];
