/** What middy takes from `node:http`, without the import. */
export const { STATUS_CODES } = process.getBuiltinModule('node:http');
