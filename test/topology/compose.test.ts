import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import { dataFolder } from '../support/server-process.ts';
import { all, below, rootFile } from './files.ts';

const compose = rootFile('docker-compose.yml');
const services = below(compose, 'services');
const nodes = all(services, /OCTO_NODE: (\w+)/g);

/** What the shell makes of `${NAME:-value}` when nothing is set. */
const unset = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/^"(.*)"$/, '$1');

const settings = Object.fromEntries(
  [...below(compose, 'x-settings').matchAll(/^ {2}(OCTO_\w+): (.+)$/gm)].map(([, name, value]) => [
    name!,
    unset(value!),
  ]),
);

describe('docker-compose.yml', () => {
  it('[TP30] its nodes are those that nginx and Prometheus know', () => {
    assert.deepEqual(nodes, ['n1', 'n2', 'n3']);
    const nginx = rootFile('nginx.conf');
    assert.deepEqual(all(below(compose, 'x-settings'), /OCTO_PORT: "(\d+)"/g), ['2567']);
    for (const name of ['any_node', 'game_node']) {
      const [list = ''] = all(nginx, new RegExp(`upstream ${name} \\{([^}]*)\\}`, 'g'));
      assert.deepEqual(all(list, /^ +server (\w+):2567 max_fails=3/gm), nodes, name);
    }
    assert.deepEqual(all(nginx, /upstream node_(\w+) \{ server \1:2567 /g), nodes);
    assert.deepEqual(all(rootFile('prometheus.yml'), /targets: \["(\w+):2567"\], labels: \{ node: \1 \}/g), nodes);
  });

  it('[TP31] nginx finds every node at the address that it has', () => {
    const addresses = nodes.map((node) => all(below(services, node), /ipv4_address: (\S+)/g)[0]);
    const hosts = all(services, /extra_hosts: \[(.*)\]/g)[0]!;
    assert.deepEqual(
      all(hosts, /"([^"]+)"/g),
      nodes.map((node, at) => `${node}:${addresses[at]}`),
    );
    assert.equal(new Set(addresses).size, nodes.length);
  });

  it('[TP32] the server takes every setting that a node is given', async () => {
    await using folder = await dataFolder();
    const write = async (name: string, content: string): Promise<string> => {
      await writeFile(join(folder.path, name), content);
      return join(folder.path, name);
    };
    const files = {
      OCTO_MONGO_URL_FILE: await write('mongo', 'mongodb://octothorpe:word@mongo:27017/octothorpe?replicaSet=rs0\n'),
      OCTO_METRICS_TOKEN_FILE: await write('token', '0123456789abcdef0123456789abcdef\n'),
    };
    assert.deepEqual(
      Object.keys(settings).filter((name) => name.endsWith('_FILE')),
      Object.keys(files),
    );
    const config = readConfig({ ...settings, ...files, OCTO_NODE: 'n1' });
    assert.equal(config.node, 'n1');
    assert.equal(config.trustProxy, true);
    assert.equal(config.publicUrl, 'http://127.0.0.1:2567');
    assert.equal(config.mailFrom, 'Octothorpe <octothorpe@localhost>');
    assert.equal(config.metricsToken, '0123456789abcdef0123456789abcdef');
  });

  it('[TP33] every secret and network that a service names is defined, every file is there, the commands make every secret', () => {
    const defined = (key: string): readonly string[] => all(below(compose, key), /^ {2}([\w-]+):/gm);
    const listed = (key: string): readonly string[] =>
      all(compose, new RegExp(`^ +${key}: \\[(.+)\\]$`, 'gm')).flatMap((list) => list.split(', '));
    const networksOfNodes = all(compose, /networks: \{ (\w+): \{\}, \w+:/g);
    assert.deepEqual(new Set(listed('secrets')), new Set(defined('secrets')));
    assert.deepEqual(new Set([...listed('networks'), ...networksOfNodes]), new Set(defined('networks')));

    const files = all(compose, /[ "](\.\/[\w.-]+):\//g);
    assert.ok(files.length >= 4, `only ${files.length} files found`);
    assert.deepEqual(
      files.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url))),
      [],
    );
    const commands = compose.slice(0, compose.indexOf('\nname:'));
    assert.deepEqual(
      defined('secrets').filter((name) => !commands.includes(name)),
      [],
    );
  });

  it('[TP34] only what is named is reachable from outside, nothing but the game beyond this machine', () => {
    const ports = all(compose, /ports: \["([^"]+)"\]/g);
    assert.deepEqual(ports, [
      `\${OCTO_BIND:-127.0.0.1}:2567:8080`,
      '127.0.0.1:8025:8025',
      '127.0.0.1:9090:9090',
      '127.0.0.1:3000:3000',
    ]);
    assert.match(below(compose, 'networks'), /^ {2}stores:\n {4}internal: true$/m);
    for (const store of ['mongo', 'redis']) assert.match(below(services, store), /^ {4}networks: \[stores\]$/m);
  });
});
