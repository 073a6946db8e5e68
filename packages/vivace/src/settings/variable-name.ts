/**
 * The name in the environment of a setting: capitals and underscores.
 *
 *     wordName('databaseUrl')    // 'DATABASE_URL'
 *     wordName('apiURL')         // 'API_URL'
 *     wordName('s3-bucket')      // 'S3_BUCKET'
 */
export function wordName(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toUpperCase()
}

/**
 * The variable of a setting by its path; two underscores go one level down.
 *
 *     variableName('SHOP_', ['smtp', 'userName'])    // 'SHOP_SMTP__USER_NAME'
 */
export function variableName(prefix: string, path: readonly string[]): string {
  return prefix + path.map(wordName).join('__')
}
