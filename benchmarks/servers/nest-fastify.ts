/**
 * NestJS on Fastify: controllers, class-validator through the ValidationPipe, a guard and an interceptor for
 * the layers of W4, the ClassSerializerInterceptor with `excludeExtraneousValues` for what may leave. It
 * filters answers; it does not check them.
 *
 * @packages @nestjs/core, @nestjs/common, @nestjs/platform-fastify, class-validator, class-transformer, reflect-metadata
 */
import 'reflect-metadata'
import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  createParamDecorator,
  Get,
  Injectable,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Query,
  SerializeOptions,
  UnauthorizedException,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
} from '@nestjs/common'
import type { CallHandler, CanActivate, ExecutionContext, NestInterceptor } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Expose, Type } from 'class-transformer'
import { IsArray, IsEmail, IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator'
import { finalize } from 'rxjs'
import type { Observable } from 'rxjs'
import { createUser, greeting, readItem, rows } from '../work/application.ts'
import type { Item, StoredRow, StoredUser } from '../work/application.ts'
import { loadSettings, Session, sessionCounts } from '../work/database.ts'

const settings = loadSettings()

class ItemPage {
  @Type(() => Number) @IsInt() @Min(0) skip: number = 0
  @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit: number = 100
  @IsOptional() @IsString() q?: string
}

class UserCreate {
  @IsEmail() email!: string
  @IsString() @MinLength(8) password!: string
  @IsString() @MinLength(1) name!: string
  @IsOptional() @IsInt() @Min(0) age?: number
  @IsArray() @IsString({ each: true }) tags!: string[]
}

class UserOut {
  @Expose() id!: number
  @Expose() email!: string
  @Expose() name!: string
  @Expose() age?: number
  @Expose() tags!: string[]
}

class RowOut {
  @Expose() id!: number
  @Expose() name!: string
  @Expose() description!: string
  @Expose() price!: number
  @Expose() stock!: number
  @Expose() active!: boolean
  @Expose() category!: string
  @Expose() createdAt!: string
}

/** What the layers of W4 leave on the request. */
interface LayeredRequest {
  readonly headers: Readonly<Record<string, string | undefined>>
  session?: Session
  user?: StoredUser
}

const requestOf = (context: ExecutionContext): LayeredRequest =>
  context.switchToHttp().getRequest<LayeredRequest>()

@Injectable()
class AuthGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context)
    const header = request.headers['authorization']
    if (!header?.startsWith('Bearer ')) throw new UnauthorizedException('no token')
    const session = await Session.open(settings)
    const user = await session.userByToken(header.slice(7))
    if (user === undefined) {
      await session.close()
      throw new UnauthorizedException('the token is not known')
    }
    request.session = session
    request.user = user
    return true
  }
}

@Injectable()
class SessionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(finalize(() => void requestOf(context).session?.close()))
  }
}

const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).user,
)

@Controller()
class Benchmark {
  @Get('/json')
  json(): typeof greeting {
    return greeting
  }

  @Get('/items/:id')
  item(@Param('id', ParseIntPipe) id: number, @Query() { skip, limit, q }: ItemPage): Item {
    return readItem({ id, skip, limit, q })
  }

  @Post('/users')
  @UseInterceptors(ClassSerializerInterceptor)
  @SerializeOptions({ type: UserOut, strategy: 'excludeAll', excludeExtraneousValues: true })
  addUser(@Body() user: UserCreate): StoredUser {
    return createUser(user)
  }

  @Get('/me')
  @UseGuards(AuthGuard)
  @UseInterceptors(SessionInterceptor, ClassSerializerInterceptor)
  @SerializeOptions({ type: UserOut, strategy: 'excludeAll', excludeExtraneousValues: true })
  me(@CurrentUser() user: StoredUser): StoredUser {
    return user
  }

  @Get('/rows')
  @UseInterceptors(ClassSerializerInterceptor)
  @SerializeOptions({ type: RowOut, strategy: 'excludeAll', excludeExtraneousValues: true })
  list(): StoredRow[] {
    return rows
  }

  @Get('/sessions')
  sessions(): typeof sessionCounts {
    return sessionCounts
  }
}

@Module({ controllers: [Benchmark] })
class BenchmarkModule {}

const app = await NestFactory.create<NestFastifyApplication>(BenchmarkModule, new FastifyAdapter(), {
  logger: false,
})
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }))
await app.listen(Number(process.env['PORT']), '127.0.0.1')
console.log('ready')
