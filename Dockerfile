# One node, or a whole server with its database in /data. Built from the checkout: docker build -t octothorpe .
FROM node:24.21.0-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./

# Without scripts: the image has the Node that the package "node" would fetch, and nothing else needs one.
FROM base AS client
RUN npm ci --ignore-scripts --include=dev --no-audit --no-fund
COPY tsconfig.json ./
COPY shared shared
COPY client-demo client-demo
RUN node client-demo/web/build.ts

FROM base AS dependencies
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM base
COPY --from=dependencies /app/node_modules node_modules
COPY shared shared
COPY rooms rooms
COPY server server
COPY client-demo/bots client-demo/bots
COPY client-demo/connection client-demo/connection
COPY client-demo/solver client-demo/solver
COPY --from=client /app/client-demo/web/dist client-demo/web/dist
RUN install -d -o node -g node -m 700 /data node_modules/.cache
USER node
# Half of a start is compiling, and what is compiled later cannot be kept where the root is read-only.
RUN node server/main.ts --compile
ENV OCTO_HOST=0.0.0.0 OCTO_DATA=/data
VOLUME /data
EXPOSE 2567
# Whether the process answers; whether its stores do is /readyz, and no reason to end it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:2567/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
