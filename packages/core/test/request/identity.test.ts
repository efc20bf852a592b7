import { describe, expect, it } from 'vitest';

import { readIdentityV1, readIdentityV2 } from '../../src/request/read-identity.ts';
import { readLatticeIdentity } from '../../src/request/read-lattice-identity.ts';

const clientCert = {
  clientCertPem: 'pem',
  subjectDN: 'CN=client',
  issuerDN: 'CN=ca',
  serialNumber: '01',
  validity: { notBefore: 'x', notAfter: 'y' },
};
const certificate = {
  clientCertPem: 'pem',
  subjectDN: 'CN=client',
  issuerDN: 'CN=ca',
  serialNumber: '01',
};
const nobody = { sourceIp: '203.0.113.7', userArn: null, user: null, accountId: null };

describe('readIdentityV1', () => {
  it('is nobody without an authorizer, whatever the shape (REST-9, HTTP1-8)', () => {
    for (const authorizer of [undefined, null, {}, { claims: null, scopes: null }, 'x']) {
      expect(readIdentityV1({ identity: nobody, authorizer })).toEqual({ kind: 'none' });
    }
    expect(readIdentityV1(undefined)).toEqual({ kind: 'none' });
    expect(readIdentityV1({ identity: null })).toEqual({ kind: 'none' });
  });

  it('is the claims of a user pool (REST-21)', () => {
    const authorizer = { claims: { sub: 'me', exp: 'Tue Jun 18 15:00:04 UTC 2024' } };

    const identity = readIdentityV1({ identity: nobody, authorizer });

    expect(identity).toEqual({ kind: 'cognito', claims: authorizer.claims });
    expect(Object.getPrototypeOf((identity as { claims: object }).claims)).toBeNull();
  });

  it('is what a Lambda authorizer returned, without what the service adds (REST-19)', () => {
    const authorizer = { principalId: 'me', integrationLatency: 12, tenant: 'a', deep: { b: [1] } };

    const identity = readIdentityV1({ identity: nobody, authorizer });

    expect(identity).toEqual({
      kind: 'lambda',
      principalId: 'me',
      context: { tenant: 'a', deep: { b: [1] } },
    });
    expect(identity).not.toMatchObject({
      context: { deep: expect.toSatisfy((deep) => deep === authorizer.deep) },
    });
  });

  it('keeps members of a context that are called like those of a token', () => {
    const context = { scopes: 'read write', claims: 'none' };

    expect(
      readIdentityV1({ identity: nobody, authorizer: { principalId: 'me', ...context } }),
    ).toEqual({ kind: 'lambda', principalId: 'me', context });
    expect(
      readIdentityV1({
        identity: nobody,
        authorizer: { principalId: 'me', claims: {}, scopes: null },
      }),
    ).toEqual({ kind: 'lambda', principalId: 'me', context: {} });
  });

  it('is a token of an HTTP API, which tells scopes beside its claims (HTTP1-8)', () => {
    const claims = { sub: 'me' };

    expect(readIdentityV1({ identity: nobody, authorizer: { claims, scopes: null } })).toEqual({
      kind: 'jwt',
      claims,
      scopes: [],
    });
    expect(
      readIdentityV1({
        identity: { ...nobody, clientCert },
        authorizer: { claims, scopes: ['a'] },
      }),
    ).toEqual({ kind: 'jwt', claims, scopes: ['a'], clientCert: certificate });
  });

  it('is a Lambda authorizer that returned nothing but a principal', () => {
    expect(readIdentityV1({ identity: nobody, authorizer: { principalId: 'me' } })).toEqual({
      kind: 'lambda',
      principalId: 'me',
      context: {},
    });
  });

  it('is a Lambda authorizer whose context has the name of another', () => {
    const authorizer = { principalId: 'me', lambda: null, jwt: 'a', iam: { userArn: 'b' } };

    expect(readIdentityV1({ identity: nobody, authorizer })).toEqual({
      kind: 'lambda',
      principalId: 'me',
      context: { lambda: null, jwt: 'a', iam: { userArn: 'b' } },
    });
  });

  it('is a Lambda authorizer without a principal too', () => {
    expect(readIdentityV1({ identity: nobody, authorizer: { tenant: 'a' } })).toMatchObject({
      kind: 'lambda',
      principalId: undefined,
    });
  });

  it('is the principal of a signed request (REST-22, REST-23)', () => {
    const identity = {
      accountId: '123456789012',
      accessKey: 'AKIA',
      user: 'AIDA',
      userArn: 'arn:aws:iam::123456789012:user/me',
      principalOrgId: 'o-1',
      cognitoIdentityId: 'eu-west-1:1',
    };

    expect(readIdentityV1({ identity })).toEqual({
      kind: 'iam',
      accountId: '123456789012',
      accessKey: 'AKIA',
      userId: 'AIDA',
      userArn: 'arn:aws:iam::123456789012:user/me',
      principalOrgId: 'o-1',
      cognitoIdentityId: 'eu-west-1:1',
    });
  });

  it('has the certificate of mutual TLS, alone or beside another proof (REST-12)', () => {
    const identity = { ...nobody, clientCert };

    expect(readIdentityV1({ identity })).toEqual({ kind: 'mtls', clientCert: certificate });
    expect(readIdentityV1({ identity, authorizer: { claims: { sub: 'me' } } })).toEqual({
      kind: 'cognito',
      claims: { sub: 'me' },
      clientCert: certificate,
    });
  });

  it('takes the empty texts of a mapping template for nothing (REQ-15)', () => {
    const authorizer = { principalId: '', claims: { sub: '', email: '' } };
    const identity = { sourceIp: '203.0.113.7', userArn: '', accountId: '' };

    expect(readIdentityV1({ identity, authorizer })).toEqual({ kind: 'none' });
  });

  it('reads the authorizer of an HTTP API that sends payload 1.0', () => {
    const authorizer = { jwt: { claims: { sub: 'me' }, scopes: ['a'] } };

    expect(readIdentityV1({ identity: nobody, authorizer })).toEqual({
      kind: 'jwt',
      claims: { sub: 'me' },
      scopes: ['a'],
    });
  });
});

describe('readIdentityV2', () => {
  it('is nobody without an authorizer (HTTP2-2, FURL-3)', () => {
    for (const authorizer of [undefined, null, {}, 'x', { iam: null }]) {
      expect(readIdentityV2({ authorizer })).toEqual({ kind: 'none' });
    }
    expect(readIdentityV2(null)).toEqual({ kind: 'none' });
  });

  it('is the claims and scopes of a token (HTTP2-17)', () => {
    const claims = { sub: 'me', admin: true, gone: null, none: undefined, odd: 1n };
    const jwt = { claims, scopes: null };

    expect(readIdentityV2({ authorizer: { jwt } })).toEqual({
      kind: 'jwt',
      claims: { sub: 'me', admin: 'true', odd: '' },
      scopes: [],
    });
    expect(readIdentityV2({ authorizer: { jwt } })).not.toHaveProperty('claims.none');
    expect(readIdentityV2({ authorizer: { jwt: { scopes: ['a', 5] } } })).toEqual({
      kind: 'jwt',
      claims: {},
      scopes: ['a'],
    });
  });

  it('is what a Lambda authorizer returned, of any type (HTTP2-18)', () => {
    const lambda = { tenant: 'a', roles: ['b'], level: 3 };

    expect(readIdentityV2({ authorizer: { lambda } })).toEqual({
      kind: 'lambda',
      principalId: undefined,
      context: lambda,
    });
    expect(readIdentityV2({ authorizer: { lambda: null } })).toMatchObject({ kind: 'lambda' });
  });

  it('keeps every member of what a Lambda authorizer returned (HTTP2-18)', () => {
    const lambda = { scopes: ['a'], claims: { sub: 'me' }, integrationLatency: 'none' };

    expect(readIdentityV2({ authorizer: { lambda } })).toEqual({
      kind: 'lambda',
      principalId: undefined,
      context: lambda,
    });
  });

  it('is the principal of a signed request (HTTP2-19)', () => {
    const iam = {
      accessKey: 'AKIA',
      accountId: '123456789012',
      callerId: 'AIDA',
      cognitoIdentity: { amr: ['x'], identityId: 'eu-west-1:1', identityPoolId: 'p' },
      principalOrgId: null,
      userArn: 'arn:aws:iam::123456789012:user/me',
      userId: 'AIDA',
    };

    expect(readIdentityV2({ authorizer: { iam } })).toMatchObject({
      kind: 'iam',
      userId: 'AIDA',
      principalOrgId: undefined,
      cognitoIdentityId: 'eu-west-1:1',
    });
    expect(
      readIdentityV2({ authorizer: { iam: { ...iam, cognitoIdentity: null } } }),
    ).toMatchObject({ cognitoIdentityId: undefined });
  });

  it('has the certificate of mutual TLS (HTTP2-5)', () => {
    expect(readIdentityV2({ authentication: { clientCert } })).toEqual({
      kind: 'mtls',
      clientCert: certificate,
    });
  });
});

describe('readLatticeIdentity', () => {
  it('is the principal of a signed request (LAT-2)', () => {
    const principal = 'arn:aws:sts::123456789012:assumed-role/role/session';

    expect(
      readLatticeIdentity({ type: 'AWS_IAM', principal, sessionName: 's', principalOrgID: 'o-1' }),
    ).toEqual({
      kind: 'iam',
      accountId: '123456789012',
      accessKey: undefined,
      userArn: principal,
      userId: 's',
      principalOrgId: 'o-1',
      cognitoIdentityId: undefined,
    });
  });

  it('is nobody without one', () => {
    expect(readLatticeIdentity({ sourceVpcArn: 'arn' })).toEqual({ kind: 'none' });
    expect(readLatticeIdentity(undefined)).toEqual({ kind: 'none' });
  });
});
