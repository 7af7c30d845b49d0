/** Base URL of the vendor's API, which is at the root of its host. */
export const vendorUrl = 'https://api.fish.audio';
