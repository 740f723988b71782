#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace confrere {

/// Writes a new key and a certificate that it signed itself, valid from now for so long.
inline void make_certificate(const std::string& certificate_path, const std::string& key_path,
                             const std::string& name, std::chrono::seconds valid = std::chrono::hours(1)) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid.count());
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  using File = std::unique_ptr<BIO, decltype(&BIO_free)>;
  const File certificate_file(BIO_new_file(certificate_path.c_str(), "w"), &BIO_free);
  PEM_write_bio_X509(certificate_file.get(), certificate.get());
  const File key_file(BIO_new_file(key_path.c_str(), "w"), &BIO_free);
  PEM_write_bio_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace confrere
