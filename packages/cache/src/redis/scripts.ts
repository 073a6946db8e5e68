import { redisScript, type RedisScript } from '@vivace/redis'

// What stands at a place: 'l' and 22 characters, a lease; 'v', 22 characters, 16 digits of microseconds, a line about
// the record, its text. Stamps of tags are later than any instant that was read before them.
const sharedParts = `
local function instant(clock)
  local time = redis.call('TIME')
  return math.max(time[1] * 1000000 + time[2], tonumber(redis.call('GET', clock) or '0'))
end
local function written(at) return string.format('%016.0f', at) end
local function invalidated(prefix, tags, since)
  local names = { '*' }
  for _, tag in ipairs(tags) do table.insert(names, '=' .. tag) end
  for _, name in ipairs(names) do
    local mark = redis.call('GET', prefix .. name)
    if mark and tonumber(mark) > since then return true end
  end
  return false
end
`

/** KEYS place, clock; ARGV prefix of tags, lease or nothing, its milliseconds. Answers content, milliseconds, instant. */
export const findScript: RedisScript<unknown> = redisScript(`${sharedParts}
local content = redis.call('GET', KEYS[1])
if content and string.sub(content, 1, 1) == 'v' then
  local ending = string.find(content, '\\n', 40, true)
  local head = cjson.decode(string.sub(content, 40, ending - 1))
  if invalidated(ARGV[1], head.tags, tonumber(string.sub(content, 24, 39))) then
    redis.call('DEL', KEYS[1])
    content = false
  end
end
if not content and ARGV[2] ~= '' then
  content = 'l' .. ARGV[2]
  redis.call('SET', KEYS[1], content, 'PX', ARGV[3])
end
if not content then return false end
return { content, redis.call('PTTL', KEYS[1]), written(instant(KEYS[2])) }
`)

/**
 * KEYS place, clock; ARGV prefix of tags, token or nothing, instant or nothing, id, head and text, retention, tags as
 * JSON, channel, message or nothing. Answers whether the value is kept.
 */
export const storeScript: RedisScript<unknown> = redisScript(`${sharedParts}
local since = instant(KEYS[2])
if ARGV[2] ~= '' then
  local content = redis.call('GET', KEYS[1])
  if not content or string.sub(content, 2, 23) ~= ARGV[2] then return 0 end
  since = tonumber(ARGV[3])
  if invalidated(ARGV[1], cjson.decode(ARGV[7]), since) then
    redis.call('DEL', KEYS[1])
    return 0
  end
end
redis.call('SET', KEYS[1], 'v' .. ARGV[4] .. written(since) .. ARGV[5], 'PX', ARGV[6])
if ARGV[9] ~= '' then redis.call('PUBLISH', ARGV[8], ARGV[9]) end
return 1
`)

/**
 * KEYS clock, places; ARGV prefix of tags, lifetime of marks, channel, message, lease or nothing, its milliseconds, tags.
 * Answers the instant.
 */
export const invalidateScript: RedisScript<unknown> = redisScript(`${sharedParts}
for at = 2, #KEYS do redis.call('DEL', KEYS[at]) end
if #ARGV > 6 then
  local mark = written(instant(KEYS[1]) + 1)
  redis.call('SET', KEYS[1], mark)
  for at = 7, #ARGV do redis.call('SET', ARGV[1] .. ARGV[at], mark, 'PX', ARGV[2]) end
end
if ARGV[5] ~= '' then redis.call('SET', KEYS[2], 'l' .. ARGV[5], 'PX', ARGV[6]) end
redis.call('PUBLISH', ARGV[3], ARGV[4])
return written(instant(KEYS[1]))
`)

/** KEYS place; ARGV token, milliseconds: 0 takes the lease away, others let it live on. */
export const leaseScript: RedisScript<unknown> = redisScript(`
if redis.call('GET', KEYS[1]) ~= 'l' .. ARGV[1] then return 0 end
if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`)

/**
 * KEYS clock, name of the server; ARGV prefix of tags, lifetime of marks, its name now. Marks everything as invalid if the
 * name was another one.
 */
export const serverScript: RedisScript<unknown> = redisScript(`${sharedParts}
local known = redis.call('GET', KEYS[2])
if known == ARGV[3] then return 0 end
redis.call('SET', KEYS[2], ARGV[3])
if not known then return 0 end
local mark = written(instant(KEYS[1]) + 1)
redis.call('SET', KEYS[1], mark)
redis.call('SET', ARGV[1] .. '*', mark, 'PX', ARGV[2])
return 1
`)
