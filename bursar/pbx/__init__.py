"""The PBX permissions page: who holds which permission, drawn as a draft until Save."""
